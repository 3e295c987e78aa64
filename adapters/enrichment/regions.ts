/**
 * Regions of the countries that are wide enough for a region to matter: country, code, name, capital, place of the
 * capital, time zone where it is not the country's main one, and the beginnings of the region's postal codes.
 * Names and codes by ISO 3166-2, zones by the tz database, postal codes by Correios and Correos de México.
 */
const table = `
BR|AC|Acre|Rio Branco|-9.97|-67.81|America/Rio_Branco|699
BR|AL|Alagoas|Maceió|-9.67|-35.74|America/Maceio|57
BR|AP|Amapá|Macapá|0.03|-51.07|America/Belem|689
BR|AM|Amazonas|Manaus|-3.12|-60.02|America/Manaus|690 691 692 694 695 696 697 698
BR|BA|Bahia|Salvador|-12.97|-38.5|America/Bahia|40 41 42 43 44 45 46 47 48
BR|CE|Ceará|Fortaleza|-3.72|-38.54|America/Fortaleza|60 61 62 63
BR|DF|Distrito Federal|Brasília|-15.79|-47.88||70 71 720 721 722 723 724 725 726 727 730 731 732 733 734 735 736
BR|ES|Espírito Santo|Vitória|-20.32|-40.34||29
BR|GO|Goiás|Goiânia|-16.69|-49.26||728 729 737 738 739 74 75 760 761 762 763 764 765 766 767
BR|MA|Maranhão|São Luís|-2.53|-44.3|America/Fortaleza|65
BR|MT|Mato Grosso|Cuiabá|-15.6|-56.1|America/Cuiaba|780 781 782 783 784 785 786 787 788
BR|MS|Mato Grosso do Sul|Campo Grande|-20.44|-54.65|America/Campo_Grande|79
BR|MG|Minas Gerais|Belo Horizonte|-19.92|-43.94||3
BR|PA|Pará|Belém|-1.46|-48.5|America/Belem|66 67 680 681 682 683 684 685 686 687 688
BR|PB|Paraíba|João Pessoa|-7.12|-34.86|America/Fortaleza|58
BR|PR|Paraná|Curitiba|-25.43|-49.27||80 81 82 83 84 85 86 87
BR|PE|Pernambuco|Recife|-8.05|-34.88|America/Recife|50 51 52 53 54 55 56
BR|PI|Piauí|Teresina|-5.09|-42.8|America/Fortaleza|64
BR|RJ|Rio de Janeiro|Rio de Janeiro|-22.91|-43.17||20 21 22 23 24 25 26 27 28
BR|RN|Rio Grande do Norte|Natal|-5.79|-35.21|America/Fortaleza|59
BR|RS|Rio Grande do Sul|Porto Alegre|-30.03|-51.23||9
BR|RO|Rondônia|Porto Velho|-8.76|-63.9|America/Porto_Velho|768 769
BR|RR|Roraima|Boa Vista|2.82|-60.67|America/Boa_Vista|693
BR|SC|Santa Catarina|Florianópolis|-27.6|-48.55||88 89
BR|SP|São Paulo|São Paulo|-23.55|-46.63||0 1
BR|SE|Sergipe|Aracaju|-10.91|-37.07|America/Maceio|49
BR|TO|Tocantins|Palmas|-10.18|-48.33|America/Araguaina|77
MX|AGU|Aguascalientes|Aguascalientes|21.88|-102.3||20
MX|BCN|Baja California|Mexicali|32.62|-115.45|America/Tijuana|21 22
MX|BCS|Baja California Sur|La Paz|24.14|-110.31|America/Mazatlan|23
MX|CAM|Campeche|Campeche|19.85|-90.53|America/Merida|24
MX|CHP|Chiapas|Tuxtla Gutiérrez|16.75|-93.12||29 30
MX|CHH|Chihuahua|Chihuahua|28.63|-106.07|America/Chihuahua|31 32 33
MX|CMX|Ciudad de México|CDMX|19.43|-99.13||00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16
MX|COA|Coahuila|Saltillo|25.42|-101|America/Monterrey|25 26 27
MX|COL|Colima|Colima|19.24|-103.72||28
MX|DUR|Durango|Durango|24.02|-104.66|America/Monterrey|34 35
MX|GUA|Guanajuato|León|21.12|-101.68||36 37 38
MX|GRO|Guerrero|Chilpancingo|17.55|-99.5||39 40 41
MX|HID|Hidalgo|Pachuca|20.12|-98.74||42 43
MX|JAL|Jalisco|Guadalajara|20.67|-103.35||44 45 46 47 48 49
MX|MEX|Estado de México|Toluca|19.29|-99.66||50 51 52 53 54 55 56 57
MX|MIC|Michoacán|Morelia|19.7|-101.19||58 59 60 61
MX|MOR|Morelos|Cuernavaca|18.92|-99.23||62
MX|NAY|Nayarit|Tepic|21.51|-104.89|America/Mazatlan|63
MX|NLE|Nuevo León|Monterrey|25.67|-100.31|America/Monterrey|64 65 66 67
MX|OAX|Oaxaca|Oaxaca|17.07|-96.72||68 69 70 71
MX|PUE|Puebla|Puebla|19.04|-98.2||72 73 74 75
MX|QUE|Querétaro|Querétaro|20.59|-100.39||76
MX|ROO|Quintana Roo|Cancún|21.16|-86.85|America/Cancun|77
MX|SLP|San Luis Potosí|San Luis Potosí|22.15|-100.98||78 79
MX|SIN|Sinaloa|Culiacán|24.8|-107.39|America/Mazatlan|80 81 82
MX|SON|Sonora|Hermosillo|29.08|-110.96|America/Hermosillo|83 84 85
MX|TAB|Tabasco|Villahermosa|17.99|-92.93||86
MX|TAM|Tamaulipas|Ciudad Victoria|23.74|-99.15|America/Monterrey|87 88 89
MX|TLA|Tlaxcala|Tlaxcala|19.32|-98.24||90
MX|VER|Veracruz|Xalapa|19.54|-96.91||91 92 93 94 95 96
MX|YUC|Yucatán|Mérida|20.97|-89.62|America/Merida|97
MX|ZAC|Zacatecas|Zacatecas|22.77|-102.57||98 99
US|AL|Alabama|Montgomery|32.37|-86.3|America/Chicago
US|AK|Alaska|Juneau|58.3|-134.42|America/Anchorage
US|AZ|Arizona|Phoenix|33.45|-112.07|America/Phoenix
US|AR|Arkansas|Little Rock|34.75|-92.29|America/Chicago
US|CA|California|Sacramento|38.58|-121.49|America/Los_Angeles
US|CO|Colorado|Denver|39.74|-104.99|America/Denver
US|CT|Connecticut|Hartford|41.77|-72.67
US|DE|Delaware|Dover|39.16|-75.52
US|DC|District of Columbia|Washington|38.9|-77.04
US|FL|Florida|Tallahassee|30.44|-84.28
US|GA|Georgia|Atlanta|33.75|-84.39
US|HI|Hawaii|Honolulu|21.31|-157.86|Pacific/Honolulu
US|ID|Idaho|Boise|43.62|-116.2|America/Boise
US|IL|Illinois|Springfield|39.8|-89.65|America/Chicago
US|IN|Indiana|Indianapolis|39.77|-86.16|America/Indiana/Indianapolis
US|IA|Iowa|Des Moines|41.59|-93.62|America/Chicago
US|KS|Kansas|Topeka|39.05|-95.68|America/Chicago
US|KY|Kentucky|Frankfort|38.2|-84.87
US|LA|Louisiana|Baton Rouge|30.45|-91.19|America/Chicago
US|ME|Maine|Augusta|44.31|-69.78
US|MD|Maryland|Annapolis|38.98|-76.49
US|MA|Massachusetts|Boston|42.36|-71.06
US|MI|Michigan|Lansing|42.73|-84.56|America/Detroit
US|MN|Minnesota|Saint Paul|44.95|-93.09|America/Chicago
US|MS|Mississippi|Jackson|32.3|-90.18|America/Chicago
US|MO|Missouri|Jefferson City|38.58|-92.17|America/Chicago
US|MT|Montana|Helena|46.59|-112.04|America/Denver
US|NE|Nebraska|Lincoln|40.81|-96.7|America/Chicago
US|NV|Nevada|Carson City|39.16|-119.77|America/Los_Angeles
US|NH|New Hampshire|Concord|43.21|-71.54
US|NJ|New Jersey|Trenton|40.22|-74.76
US|NM|New Mexico|Santa Fe|35.69|-105.94|America/Denver
US|NY|New York|Albany|42.65|-73.76
US|NC|North Carolina|Raleigh|35.78|-78.64
US|ND|North Dakota|Bismarck|46.81|-100.78|America/Chicago
US|OH|Ohio|Columbus|39.96|-83
US|OK|Oklahoma|Oklahoma City|35.47|-97.52|America/Chicago
US|OR|Oregon|Salem|44.94|-123.04|America/Los_Angeles
US|PA|Pennsylvania|Harrisburg|40.27|-76.88
US|RI|Rhode Island|Providence|41.82|-71.41
US|SC|South Carolina|Columbia|34|-81.03
US|SD|South Dakota|Pierre|44.37|-100.35|America/Chicago
US|TN|Tennessee|Nashville|36.16|-86.78|America/Chicago
US|TX|Texas|Austin|30.27|-97.74|America/Chicago
US|UT|Utah|Salt Lake City|40.76|-111.89|America/Denver
US|VT|Vermont|Montpelier|44.26|-72.58
US|VA|Virginia|Richmond|37.54|-77.44
US|WA|Washington|Olympia|47.04|-122.9|America/Los_Angeles
US|WV|West Virginia|Charleston|38.35|-81.63
US|WI|Wisconsin|Madison|43.07|-89.4|America/Chicago
US|WY|Wyoming|Cheyenne|41.14|-104.82|America/Denver
CA|AB|Alberta|Edmonton|53.55|-113.49|America/Edmonton|T
CA|BC|British Columbia|Victoria|48.43|-123.37|America/Vancouver|V
CA|MB|Manitoba|Winnipeg|49.9|-97.14|America/Winnipeg|R
CA|NB|New Brunswick|Fredericton|45.96|-66.64|America/Moncton|E
CA|NL|Newfoundland and Labrador|St. John's|47.56|-52.71|America/St_Johns|A
CA|NS|Nova Scotia|Halifax|44.65|-63.57|America/Halifax|B
CA|ON|Ontario|Toronto|43.65|-79.38||K L M N P
CA|PE|Prince Edward Island|Charlottetown|46.24|-63.13|America/Halifax|C
CA|QC|Quebec|Montreal|45.5|-73.57||G H J
CA|SK|Saskatchewan|Regina|50.45|-104.61|America/Regina|S
CA|YT|Yukon|Whitehorse|60.72|-135.06|America/Whitehorse|Y
ES|CN|Canarias|Las Palmas de Gran Canaria|28.12|-15.43|Atlantic/Canary|35 38
PT|20|Açores|Ponta Delgada|37.74|-25.67|Atlantic/Azores|95 96 97 98 99
PT|30|Madeira|Funchal|32.65|-16.91|Atlantic/Madeira|90 91 92 93 94
CL|MA|Magallanes|Punta Arenas|-53.16|-70.91|America/Punta_Arenas|62
EC|W|Galápagos|Puerto Baquerizo Moreno|-0.9|-89.61|Pacific/Galapagos|20
`;

export interface Region {
  country: string;
  code: string;
  name: string;
  capital: string;
  place: { lat: number; lon: number };
  /** Where it is not the country's main zone. */
  timeZone?: string | undefined;
  postalPrefixes: readonly string[];
}

export const regions: readonly Region[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [country = "", code = "", name = "", capital = "", lat, lon, timeZone, prefixes = ""] = line.split("|");
    return {
      country,
      code,
      name,
      capital,
      place: { lat: Number(lat), lon: Number(lon) },
      timeZone: timeZone || undefined,
      postalPrefixes: prefixes.split(" ").filter(Boolean),
    };
  });
