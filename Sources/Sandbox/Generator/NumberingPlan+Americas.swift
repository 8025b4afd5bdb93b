extension NumberingPlan {
  static let americas = """
    52|Mexico|A|1|55 Mexico City,33 Guadalajara,81 Monterrey,222 Puebla,442 Queretaro,477 Leon,614 Chihuahua,\
    656 Ciudad Juarez,664 Tijuana,998 Cancun,999 Merida,229 Veracruz,744 Acapulco
    55|Brazil|B|119 219 319 419 519 619 719 819 859 629 279 489|11 Sao Paulo,21 Rio de Janeiro,\
    31 Belo Horizonte,41 Curitiba,51 Porto Alegre,61 Brasilia,71 Salvador,81 Recife,85 Fortaleza,62 Goiania,\
    92 Manaus,91 Belem,48 Florianopolis
    54|Argentina|B|9|11 Buenos Aires,341 Rosario,351 Cordoba,261 Mendoza,221 La Plata,381 Tucuman
    57|Colombia|B|300 301 302 304 305 310 311 312 313 314 315 316 317 318 320 321 350|601 Bogota,604 Medellin,\
    602 Cali,605 Barranquilla
    56|Chile|B|9|2 Santiago,32 Valparaiso,41 Concepcion,51 La Serena
    51|Peru|B|9|1 Lima,54 Arequipa,44 Trujillo,84 Cusco
    58|Venezuela|B|412 414 416 424 426|212 Caracas,261 Maracaibo,241 Valencia
    593|Ecuador|C|9|2 Quito,4 Guayaquil,7 Cuenca
    591|Bolivia|C|6 7|2 La Paz,3 Santa Cruz,4 Cochabamba
    595|Paraguay|B|96 97 98 99|21 Asuncion
    598|Uruguay|C|9|2 Montevideo,42 Punta del Este
    592|Guyana|D|6|22 Georgetown
    597|Suriname|D|6 7 8|4 Paramaribo
    594|French Guiana|C|694|594 Cayenne
    506|Costa Rica|B|5 6 7 8|2 San Jose
    507|Panama|B|6|2 Panama City,7 David
    503|El Salvador|C|6 7|22 San Salvador
    502|Guatemala|C|3 4 5|2 Guatemala City,7 Quetzaltenango
    504|Honduras|C|3 7 8 9|22 Tegucigalpa,25 San Pedro Sula
    505|Nicaragua|C|5 7 8|22 Managua
    501|Belize|D|6|22 Belize City
    53|Cuba|D|5|7 Havana,32 Camaguey
    509|Haiti|D|3 4|28 Port-au-Prince
    1809|Dominican Republic|B|20 22 23 25 26 27 29 30 31 32 34 35 36 37 38 39|53 Santo Domingo
    1829|Dominican Republic|B|2 3 4 5 6 7 8|
    1849|Dominican Republic|B|2 3 4 5 6 8|
    1876|Jamaica|C|3 4 5 7 8|92 Kingston
    1868|Trinidad and Tobago|C|3 4 7|62 Port of Spain
    1246|Barbados|C|23 24 25 26 28 82|42 Bridgetown
    1242|Bahamas|C|35 37 42 43 44 45 46 47 5|32 Nassau
    1787|Puerto Rico|A||
    1939|Puerto Rico|A||
    1340|US Virgin Islands|B||
    1284|British Virgin Islands|C|3 44 46 49 54|49 Tortola
    1345|Cayman Islands|C|32 51 52 54 91 92 93|94 George Town
    1441|Bermuda|B|3 5 7|29 Hamilton
    1264|Anguilla|C|23 53 58 72 77|
    1268|Antigua and Barbuda|C|46 71 72 73 76 77 78|
    1473|Grenada|C|40 41 45 52 53|
    1649|Turks and Caicos Islands|C|23 24 33 43|
    1658|Jamaica|C||
    1664|Montserrat|D|49|
    1721|Sint Maarten|C|5|
    1758|Saint Lucia|C|28 38 46 48 51 52 58 71 72|
    1767|Dominica|C|22 23 24 27 28 61|
    1784|Saint Vincent and the Grenadines|C|43 45 49 52 53|
    1869|Saint Kitts and Nevis|C|55 56 66 76|
    1670|Northern Mariana Islands|B||
    1671|Guam|A||
    1684|American Samoa|C|25 73|
    297|Aruba|C|56 59 6 73 74|58 Oranjestad
    5999|Curacao|C|5 6|7 Willemstad
    599|Caribbean Netherlands|C|7 31 4|
    590|Guadeloupe|C|690 691|590 Basse-Terre
    596|Martinique|C|696|596 Fort-de-France
    508|Saint Pierre and Miquelon|D|55|41 Saint-Pierre
    500|Falkland Islands|E|5 6|2 Stanley
    """
}
