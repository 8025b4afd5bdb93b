extension Quirk {
  /// What a quirk is about: of two that are about the same, one would hide the other.
  package enum Topic: Sendable, Hashable {
    case filter, order, steadiness, search, page, count, movement
    case numbers, fields, extras, types, fee
    case update, create, destroy, write
    case encoding, framing, connection, speed, address, errors, fault, token, lifetime
  }

  package var topic: Topic {
    switch self {
    case .filterIgnored, .filterRefused, .eqRefused, .neRefused, .gtRefused, .geRefused, .ltRefused,
      .leRefused, .startswithRefused, .endswithRefused, .containsRefused, .andRefused, .orRefused,
      .bracketsRefused, .filterAsText, .filterIgnoresCase, .filterTakesNullAsLowest, .filterReadsFirstOnly:
      .filter
    case .orderIgnored, .orderRefused, .orderAsText, .orderIgnoresCase, .orderByFirstOnly,
      .orderAscendingOnly, .orderNullsLowest:
      .order
    case .orderUnstable: .steadiness
    case .searchIgnored, .searchWholeWords: .search
    case .pageCap, .topRefused: .page
    case .countMissing, .countAsText, .countOfPage, .countOfTable, .countTooHigh, .countTooLow: .count
    case .ratesComeBetweenPages, .ratesGoBetweenPages: .movement
    case .numbersAsText, .numbersWithExponents, .numbersWithNoise: .numbers
    case .nullsLeftOut, .listLeavesOutMore: .fields
    case .unknownFields: .extras
    case .unknownType: .types
    case .feeHidden, .feeListed: .fee
    case .updateAnswersNothing, .updateResetsMissing: .update
    case .createAnswersNothing, .createAnswersCreated: .create
    case .destroyAnswersOK: .destroy
    case .writesForbidden, .resetAfterWrite: .write
    case .gzip: .encoding
    case .chunked: .framing
    case .connectionClose: .connection
    case .slow: .speed
    case .redirectsWithin, .redirectsElsewhere: .address
    case .errorsAsHTML: .errors
    case .tooManyRequests, .tooManyRequestsUntil, .unavailable, .badGateway: .fault
    case .tokenRunsOut, .refreshRefused: .token
    case .expiresAt: .lifetime
    }
  }

  /// Whether a client can be right on a server that has both.
  package func goes(with other: Quirk) -> Bool {
    guard topic != other.topic else { return false }
    switch (topic, other.topic) {
    // Only a true count or a steady order shows that a rate was missed between two pages.
    case (.movement, .count), (.count, .movement), (.movement, .steadiness), (.steadiness, .movement):
      return false
    // A list that is shuffled for every page, and takes no order, can't be read page by page.
    case (.steadiness, .order), (.order, .steadiness): return false
    default: return true
    }
  }

  /// Whether queries can be answered at all: a client that follows no redirect to another host gets nothing.
  package var letsQueriesBeAnswered: Bool { self != .redirectsElsewhere }

  /// Whether a client that writes nothing can't tell that it is there.
  package var isAboutWritesAlone: Bool { [.update, .create, .destroy, .write].contains(topic) }
}
