// Decks
