extension NumberingPlan {
  static let asiaPacific = """
    86|China|A|130 131 132 133 134 135 136 137 138 139 145 147 150 151 152 153 155 156 157 158 159 166 170 171 \
    173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 191 198 199|10 Beijing,20 Guangzhou,21 Shanghai,\
    22 Tianjin,23 Chongqing,24 Shenyang,25 Nanjing,27 Wuhan,28 Chengdu,29 Xi'an,512 Suzhou,532 Qingdao,\
    571 Hangzhou,574 Ningbo,591 Fuzhou,592 Xiamen,755 Shenzhen,769 Dongguan,411 Dalian,400 Corporate
    91|India|A|70 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99|11 Delhi,\
    20 Pune,22 Mumbai,33 Kolkata,40 Hyderabad,44 Chennai,141 Jaipur,172 Chandigarh,261 Surat,\
    265 Vadodara,422 Coimbatore,484 Kochi,512 Kanpur,522 Lucknow,712 Nagpur,731 Indore
    81|Japan|A|70 80 90|3 Tokyo,6 Osaka,11 Sapporo,22 Sendai,45 Yokohama,52 Nagoya,75 Kyoto,78 Kobe,82 Hiroshima,\
    92 Fukuoka,98 Okinawa,50 Internet,120 Freephone
    82|South Korea|A|10 11 16 17 18 19|2 Seoul,31 Gyeonggi,32 Incheon,42 Daejeon,51 Busan,53 Daegu,62 Gwangju,\
    64 Jeju,70 Internet
    61|Australia|A|4|2 Sydney,3 Melbourne,7 Brisbane,8 Perth and Adelaide,13 Local Rate,1800 Freephone
    64|New Zealand|A|20 21 22 27 28 29|3 Christchurch,4 Wellington,7 Hamilton,9 Auckland
    65|Singapore|A|8 9|6 Singapore City,3 Internet
    852|Hong Kong|A|5 6 7 9|2 Hong Kong Island,3 Kowloon
    853|Macau|B|6|28 Macau City
    886|Taiwan|A|9|2 Taipei,3 Hsinchu,4 Taichung,6 Tainan,7 Kaohsiung
    60|Malaysia|A|10 11 12 13 14 16 17 18 19|3 Kuala Lumpur,4 Penang,7 Johor,82 Kuching,88 Kota Kinabalu
    66|Thailand|A|6 8 9|2 Bangkok,38 Pattaya,53 Chiang Mai,76 Phuket
    62|Indonesia|B|811 812 813 814 815 816 817 818 819 821 822 823 852 853 855 856 857 858 859 877 878 881 \
    895 896 897 898 899|21 Jakarta,22 Bandung,24 Semarang,31 Surabaya,61 Medan,361 Bali,274 Yogyakarta
    63|Philippines|C|905 906 907 908 909 910 912 915 916 917 918 919 920 921 926 927 928 929 930 932 933 936 \
    937 939 945 946 947 948 949 950 956 961 966 975 977 995 997 998 999|2 Manila,32 Cebu,82 Davao
    84|Vietnam|B|3 5 7 8 9|24 Hanoi,28 Ho Chi Minh City,236 Da Nang,225 Hai Phong
    855|Cambodia|C|1 6 7 8 9|23 Phnom Penh,63 Siem Reap
    856|Laos|C|20|21 Vientiane
    95|Myanmar|C|9|1 Yangon,2 Mandalay
    880|Bangladesh|C|13 14 15 16 17 18 19|2 Dhaka,31 Chittagong,821 Sylhet
    92|Pakistan|C|30 31 32 33 34|21 Karachi,42 Lahore,51 Islamabad,91 Peshawar,41 Faisalabad
    94|Sri Lanka|C|70 71 72 74 75 76 77 78|11 Colombo,81 Kandy
    977|Nepal|C|96 97 98|1 Kathmandu,61 Pokhara
    975|Bhutan|C|17 77|2 Thimphu
    960|Maldives|D|7 9|3 Male
    93|Afghanistan|C|70 71 72 73 74 75 76 77 78 79|20 Kabul,40 Herat
    976|Mongolia|B|80 83 85 86 88 89 90 91 94 95 96 98 99|11 Ulaanbaatar
    850|North Korea|D|19|2 Pyongyang
    7700|Kazakhstan Mobile Altel|C||
    7701|Kazakhstan Mobile Kcell|C||
    7702|Kazakhstan Mobile Kcell|C||
    7705|Kazakhstan Mobile Beeline|C||
    7707|Kazakhstan Mobile Tele2|C||
    77|Kazakhstan|C|47 71 75 76 77 78|172 Astana,27 Almaty,212 Karaganda
    996|Kyrgyzstan|C|22 50 55 70 77 99|312 Bishkek,3222 Osh
    998|Uzbekistan|C|33 90 91 93 94 95 97 98 99|71 Tashkent,66 Samarkand
    992|Tajikistan|C|50 55 88 90 91 92 93 98|37 Dushanbe
    993|Turkmenistan|C|61 62 63 64 65|12 Ashgabat
    673|Brunei|B|7 8|2 Bandar Seri Begawan
    670|Timor-Leste|D|7|3 Dili
    675|Papua New Guinea|D|7 8|3 Port Moresby
    679|Fiji|D|2 7 8 9|33 Suva
    677|Solomon Islands|D|7 8|2 Honiara
    678|Vanuatu|D|5 7|2 Port Vila
    687|New Caledonia|C|7 8 9|2 Noumea
    689|French Polynesia|C|87 89|40 Papeete
    685|Samoa|D|7 8|2 Apia
    676|Tonga|D|7 8|2 Nuku'alofa
    682|Cook Islands|D|5 7|2 Rarotonga
    683|Niue|D|8|4 Alofi
    690|Tokelau|E|7|
    688|Tuvalu|E|9|2 Funafuti
    686|Kiribati|D|6 7 9|75 Tarawa
    674|Nauru|D|55|44 Yaren
    692|Marshall Islands|D|23 45|62 Majuro
    691|Micronesia|D|9|32 Pohnpei
    680|Palau|D|6 7 8|4 Koror
    681|Wallis and Futuna|D|4 8|72 Mata-Utu
    672|Norfolk Island|D|3|2 Kingston
    """
}
