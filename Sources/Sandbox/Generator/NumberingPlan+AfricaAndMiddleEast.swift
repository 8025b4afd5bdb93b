extension NumberingPlan {
  static let africaAndMiddleEast = """
    27|South Africa|B|60 61 62 63 64 65 66 67 68 71 72 73 74 76 78 79 81 82 83 84|11 Johannesburg,12 Pretoria,\
    21 Cape Town,31 Durban,41 Port Elizabeth,51 Bloemfontein,86 Shared Cost,87 Internet
    20|Egypt|C|10 11 12 15|2 Cairo,3 Alexandria,50 Mansoura,64 Ismailia
    234|Nigeria|C|701 703 704 705 706 707 708 802 803 805 806 807 808 809 810 811 812 813 814 815 816 817 818 \
    901 902 903 904 905 906 907 908 909 913 915 916|1 Lagos,9 Abuja,84 Port Harcourt,64 Kano
    254|Kenya|C|10 11 70 71 72 73 74 75 76 77 78 79|20 Nairobi,41 Mombasa
    233|Ghana|C|20 23 24 26 27 28 50 54 55 56 57 59|30 Accra,32 Kumasi
    212|Morocco|C|6 7|52 Casablanca and Marrakech,53 Rabat and Fez
    213|Algeria|C|5 6 7|21 Algiers,41 Oran,31 Constantine
    216|Tunisia|D|2 4 5 9|71 Tunis,74 Sfax
    218|Libya|D|91 92 94|21 Tripoli,61 Benghazi
    249|Sudan|C|9 1|183 Khartoum
    211|South Sudan|D|9|18 Juba
    251|Ethiopia|C|9 7|11 Addis Ababa
    252|Somalia|D|6 7 9|1 Mogadishu,2 Hargeisa
    253|Djibouti|D|77|21 Djibouti City
    291|Eritrea|D|7|1 Asmara
    255|Tanzania|D|61 62 65 67 68 69 71 73 74 75 76 77 78|22 Dar es Salaam,24 Zanzibar
    256|Uganda|D|70 71 72 74 75 76 77 78 79|41 Kampala
    250|Rwanda|D|72 73 78 79|25 Kigali
    257|Burundi|D|6 7|22 Bujumbura
    243|DR Congo|D|8 9|1 Kinshasa
    242|Congo|D|04 05 06|22 Brazzaville
    241|Gabon|D|06 07 6 7|011 Libreville
    240|Equatorial Guinea|D|222 551|333 Malabo
    237|Cameroon|D|6|222 Yaounde,233 Douala
    236|Central African Republic|D|7|21 Bangui
    235|Chad|D|6 9|22 N'Djamena
    225|Ivory Coast|D|01 05 07|21 Abidjan
    221|Senegal|D|70 75 76 77 78|33 Dakar
    223|Mali|D|5 6 7 8 9|20 Bamako
    226|Burkina Faso|D|5 6 7|25 Ouagadougou
    227|Niger|D|8 9|20 Niamey
    228|Togo|D|7 9|22 Lome
    229|Benin|D|4 5 6 9|21 Cotonou
    224|Guinea|D|6|30 Conakry
    245|Guinea-Bissau|D|95 96|44 Bissau
    220|Gambia|D|2 3 6 7 9|42 Banjul
    232|Sierra Leone|D|2 3 7 8 9|22 Freetown
    231|Liberia|D|4 5 7 8|2 Monrovia
    222|Mauritania|D|2 3|45 Nouakchott
    238|Cape Verde|D|5 9|26 Praia
    239|Sao Tome and Principe|D|9|22 Sao Tome
    244|Angola|C|91 92 93 94 99|2 Luanda
    260|Zambia|D|76 77 95 96 97|21 Lusaka
    263|Zimbabwe|D|71 73 77 78|24 Harare,29 Bulawayo
    258|Mozambique|C|82 83 84 85 86 87|21 Maputo
    265|Malawi|D|8 9|1 Lilongwe
    261|Madagascar|D|32 33 34 38|20 Antananarivo
    264|Namibia|B|81 85|61 Windhoek
    267|Botswana|C|71 72 73 74 75 76 77|3 Gaborone
    266|Lesotho|D|5 6|22 Maseru
    268|Eswatini|C|76 78 79|24 Mbabane
    230|Mauritius|C|5|2 Port Louis
    262|Reunion|C|692 693|262 Saint-Denis
    269|Comoros|D|3 4|77 Moroni
    248|Seychelles|D|2|4 Victoria
    290|Saint Helena|E|5 6|2 Jamestown
    247|Ascension Island|E|4|6 Georgetown
    246|Diego Garcia|E|38|37 Diego Garcia
    90|Turkey|B|50 51 52 53 54 55 56|212 Istanbul Europe,216 Istanbul Asia,312 Ankara,232 Izmir,242 Antalya,\
    322 Adana,224 Bursa,392 Northern Cyprus
    972|Israel|A|50 51 52 53 54 55 58|2 Jerusalem,3 Tel Aviv,4 Haifa,8 Beersheba,7 Internet
    970|Palestine|C|56 59|2 Ramallah,8 Gaza
    966|Saudi Arabia|B|50 53 54 55 56 57 58 59|11 Riyadh,12 Jeddah,13 Dammam
    971|United Arab Emirates|C|50 52 54 55 56 58|2 Abu Dhabi,4 Dubai,6 Sharjah
    974|Qatar|C|3 5 6 7|4 Doha
    973|Bahrain|B|3 6|17 Manama
    965|Kuwait|B|5 6 9|2 Kuwait City
    968|Oman|C|7 9|24 Muscat
    967|Yemen|C|70 71 73 77|1 Sana'a,2 Aden
    964|Iraq|C|73 74 75 76 77 78 79|1 Baghdad,40 Basra,66 Erbil
    963|Syria|C|9|11 Damascus,21 Aleppo
    961|Lebanon|C|3 70 71 76 78 79 81|1 Beirut,6 Tripoli
    962|Jordan|C|77 78 79|6 Amman
    98|Iran|C|90 91 92 93 99|21 Tehran,31 Isfahan,51 Mashhad,71 Shiraz,41 Tabriz
    994|Azerbaijan|C|50 51 55 60 70 77 99|12 Baku
    995|Georgia|C|5|32 Tbilisi,422 Batumi
    374|Armenia|C|33 41 43 44 49 55 77 91 93 94 95 96 98 99|10 Yerevan
    """

  /// Networks that belong to no country.
  static let services = """
    870|Inmarsat|E||
    8816|Iridium|E||
    88213|Emsat|E||
    88216|Thuraya|E||
    882|International Networks|E||
    883|International Networks|D||
    878|Universal Personal Numbers|D||
    800|International Freephone|B||
    808|International Shared Cost|B||
    979|International Premium Rate|E||
    """
}
