extension NumberingPlan {
  static let europe = """
    44|United Kingdom|A|71 72 73 74 75 77 78 79|20 London,113 Leeds,114 Sheffield,115 Nottingham,\
    116 Leicester,117 Bristol,118 Reading,121 Birmingham,131 Edinburgh,141 Glasgow,151 Liverpool,\
    161 Manchester,191 Newcastle,1223 Cambridge,1224 Aberdeen,1273 Brighton,1382 Dundee,1482 Hull,\
    1603 Norwich,1752 Plymouth,1865 Oxford,1904 York,23 Southampton,24 Coventry,28 Northern Ireland,\
    29 Cardiff,3 Non-Geographic,55 Corporate,70 Personal Numbers,76 Pager,800 Freephone,84 Local Rate,87 Special
    49|Germany|A|151 152 155 157 159 160 162 163 170 171 172 173 174 175 176 177 178 179|30 Berlin,\
    40 Hamburg,69 Frankfurt,89 Munich,201 Essen,211 Dusseldorf,221 Cologne,228 Bonn,231 Dortmund,\
    341 Leipzig,351 Dresden,421 Bremen,511 Hannover,621 Mannheim,711 Stuttgart,721 Karlsruhe,761 Freiburg,\
    821 Augsburg,911 Nuremberg,32 National Numbers,180 Shared Cost,700 Personal Numbers
    33|France|A|6 73 74 75 76 77 78|1 Paris,2 North West,3 North East,4 South East,5 South West,8 Special,\
    9 Non-Geographic
    39|Italy|A|32 33 34 35 36 37 38 39|02 Milan,06 Rome,010 Genoa,011 Turin,041 Venice,045 Verona,049 Padua,\
    050 Pisa,051 Bologna,055 Florence,070 Cagliari,080 Bari,081 Naples,091 Palermo,095 Catania
    34|Spain|A|6 71 72 73 74|91 Madrid,93 Barcelona,94 Bilbao,95 Andalusia,96 Valencia,971 Balearic Islands,\
    922 Tenerife,928 Las Palmas,976 Zaragoza,986 Vigo
    31|Netherlands|A|61 62 63 64 65 68|10 Rotterdam,20 Amsterdam,30 Utrecht,40 Eindhoven,50 Groningen,\
    70 The Hague,85 Non-Geographic,88 Corporate
    32|Belgium|A|46 47 48 49|2 Brussels,3 Antwerp,4 Liege,9 Ghent,50 Bruges,16 Leuven,71 Charleroi,81 Namur
    41|Switzerland|A|75 76 77 78 79|21 Lausanne,22 Geneva,31 Bern,43 Zurich,44 Zurich,61 Basel,71 St Gallen,\
    91 Lugano,41 Lucerne
    43|Austria|A|650 660 664 676 677 678 680 681 688 690 699|1 Vienna,316 Graz,512 Innsbruck,662 Salzburg,\
    732 Linz,463 Klagenfurt,720 Non-Geographic
    353|Ireland|A|83 85 86 87 89|1 Dublin,21 Cork,61 Limerick,91 Galway,51 Waterford,76 Non-Geographic
    351|Portugal|A|91 92 93 96|21 Lisbon,22 Porto,239 Coimbra,253 Braga,289 Faro,291 Madeira,296 Azores
    45|Denmark|A|20 21 22 23 24 25 26 27 28 29 30 31 40 41 42 50 51 52 53 60 61 71 81|33 Copenhagen,\
    86 Aarhus,66 Odense,98 Aalborg
    46|Sweden|A|70 72 73 76 79|8 Stockholm,31 Gothenburg,40 Malmo,18 Uppsala,46 Lund,90 Umea,10 Corporate
    47|Norway|A|4 9|21 Oslo,22 Oslo,51 Stavanger,55 Bergen,73 Trondheim,77 Tromso
    358|Finland|A|40 41 42 44 45 46 50|9 Helsinki,2 Turku,3 Tampere,8 Oulu,14 Jyvaskyla,18 Aland
    354|Iceland|B|61 62 65 66 67 69 77 82 83 84 85 86 88 89|5 Reykjavik,46 Akureyri
    48|Poland|A|45 50 51 53 57 60 66 69 72 73 78 79 88|12 Krakow,22 Warsaw,32 Katowice,42 Lodz,58 Gdansk,\
    61 Poznan,71 Wroclaw,91 Szczecin,81 Lublin
    420|Czech Republic|A|601 602 603 604 605 606 607 608 70 72 73 77 79|2 Prague,53 Ostrava,54 Brno,37 Pilsen
    421|Slovakia|A|901 902 903 904 905 907 908 910 911 912 914 915 917 918 940 944 948 949|2 Bratislava,55 Kosice
    36|Hungary|A|20 30 31 50 70|1 Budapest,52 Debrecen,62 Szeged,72 Pecs,96 Gyor
    40|Romania|A|71 72 73 74 75 76 77 78 79|21 Bucharest,264 Cluj,256 Timisoara,232 Iasi,241 Constanta,268 Brasov
    359|Bulgaria|B|87 88 89 98 99|2 Sofia,32 Plovdiv,52 Varna,56 Burgas
    30|Greece|A|690 693 694 695 697 698 699|21 Athens,231 Thessaloniki,2610 Patras,281 Heraklion
    357|Cyprus|B|94 95 96 97 99|22 Nicosia,24 Larnaca,25 Limassol,26 Paphos
    356|Malta|B|72 77 79 98 99|21 Valletta,27 Malta Other
    385|Croatia|B|91 92 95 97 98 99|1 Zagreb,21 Split,51 Rijeka,20 Dubrovnik
    386|Slovenia|B|30 31 40 41 51 64 65 68 69 70 71|1 Ljubljana,2 Maribor,5 Koper
    387|Bosnia and Herzegovina|C|60 61 62 63 64 65 66|33 Sarajevo,51 Banja Luka,36 Mostar
    381|Serbia|C|60 61 62 63 64 65 66 68 69|11 Belgrade,21 Novi Sad,18 Nis
    382|Montenegro|C|60 63 66 67 68 69|20 Podgorica,33 Budva
    383|Kosovo|C|43 44 45 48 49|38 Pristina
    389|North Macedonia|C|70 71 72 75 76 77 78|2 Skopje,46 Ohrid
    355|Albania|C|66 67 68 69|4 Tirana,52 Durres
    373|Moldova|C|60 61 67 68 69 78 79|22 Chisinau,533 Tiraspol
    370|Lithuania|B|60 61 62 63 64 65 66 67 68 69|5 Vilnius,37 Kaunas,46 Klaipeda
    371|Latvia|B|20 22 23 24 25 26 27 28 29|67 Riga,63 Jelgava
    372|Estonia|B|50 51 52 53 54 55 56 57 58 81 82|6 Tallinn,7 Tartu
    375|Belarus|C|25 29 33 44|17 Minsk,162 Brest,152 Grodno
    380|Ukraine|B|39 50 63 66 67 68 73 91 92 93 94 95 96 97 98 99|44 Kyiv,32 Lviv,48 Odesa,57 Kharkiv,56 Dnipro
    7|Russia|B|900 901 902 903 904 905 906 908 909 910 911 912 913 914 915 916 917 918 919 920 921 922 923 924 \
    925 926 927 928 929 930 931 932 933 934 936 937 938 939 950 951 952 953 960 961 962 963 964 965 966 967 968 \
    977 978 980 981 982 983 984 985 986 987 988 989 991 992 993 994 995 996 999|495 Moscow,499 Moscow,\
    812 St Petersburg,343 Yekaterinburg,383 Novosibirsk,831 Nizhny Novgorod,843 Kazan,846 Samara,861 Krasnodar,\
    863 Rostov,423 Vladivostok,391 Krasnoyarsk,800 Freephone
    352|Luxembourg|A|621 628 661 671 691|2 Luxembourg City
    377|Monaco|B|4 6|9 Monaco City
    376|Andorra|B|3 6|7 Andorra la Vella
    378|San Marino|B|66|0549 San Marino City
    423|Liechtenstein|B|6 7|23 Vaduz
    350|Gibraltar|B|54 56 57 58|200 Gibraltar City
    298|Faroe Islands|B|21 22 23 24 25 26 27 28 29 5 71 72 73 74 75 76 77 78 79|3 Torshavn
    299|Greenland|D|2 4 5|32 Nuuk
    """
}
