"""From which age a person may use the site by themselves, by country, and by which law. Unsure means the stricter."""

from privacy.children.types import Age

# Nobody under 13 anywhere. Where a country is not in the table, the strictest age of the European laws holds.
YOUNGEST = 13
ELSEWHERE = Age(16, "no rule known to us: the strictest age of GDPR Art. 8")

BY_COUNTRY = {
    # Asia and the Pacific.
    "CN": Age(14, "Personal Information Protection Law, Art. 31"),
    "KR": Age(14, "Personal Information Protection Act, Art. 22-2"),
    "IN": Age(18, "Digital Personal Data Protection Act 2023, s. 2(f) and s. 9"),
    "ID": Age(18, "Law 27 of 2022, Art. 25, with Law 35 of 2014, Art. 1"),
    "MY": Age(18, "Age of Majority Act 1971, s. 2"),
    "SG": Age(13, "PDPC Advisory Guidelines on Children's Personal Data, 2024"),
    "VN": Age(16, "Law on Children 2016, Art. 1; Decree 13/2023, Art. 20"),
    # GDPR Art. 8(1) sets 16 unless a member state's law sets less, and never less than 13.
    "AT": Age(14, "Datenschutzgesetz, s. 4(4)"),
    "BE": Age(13, "Act of 30 July 2018, Art. 7"),
    "BG": Age(14, "Personal Data Protection Act, Art. 25c"),
    "CY": Age(14, "Law 125(I)/2018, s. 8"),
    "CZ": Age(15, "Act 110/2019, s. 7"),
    "DE": Age(16, "GDPR Art. 8(1)"),
    "DK": Age(15, "Databeskyttelsesloven, s. 6(2), as of 2024"),
    "EE": Age(13, "Personal Data Protection Act, s. 8"),
    "ES": Age(14, "Organic Law 3/2018, Art. 7"),
    "FI": Age(13, "Data Protection Act 1050/2018, s. 5"),
    "FR": Age(15, "Loi Informatique et Libertés, Art. 45"),
    "GR": Age(15, "Law 4624/2019, Art. 21"),
    "HR": Age(16, "Act on the Implementation of the GDPR, Art. 19"),
    "HU": Age(16, "GDPR Art. 8(1)"),
    "IE": Age(16, "Data Protection Act 2018, s. 31"),
    "IT": Age(14, "Legislative Decree 196/2003, Art. 2-quinquies"),
    "LT": Age(14, "Law I-1374, Art. 6"),
    "LU": Age(16, "GDPR Art. 8(1)"),
    "LV": Age(13, "Personal Data Processing Law, s. 33"),
    "MT": Age(13, "Subsidiary Legislation 586.11, reg. 3"),
    "NL": Age(16, "Uitvoeringswet AVG, Art. 5"),
    "PL": Age(16, "GDPR Art. 8(1)"),
    "PT": Age(13, "Law 58/2019, Art. 16"),
    "RO": Age(16, "GDPR Art. 8(1)"),
    "SE": Age(13, "Act 2018:218, ch. 2 s. 4"),
    "SI": Age(15, "Personal Data Protection Act (ZVOP-2), Art. 8"),
    "SK": Age(16, "Act 18/2018, s. 15"),
    # Europe beyond the Union.
    "GB": Age(13, "Data Protection Act 2018, s. 9"),
    "IS": Age(13, "Act 90/2018, Art. 10"),
    "LI": Age(16, "GDPR Art. 8(1)"),
    "NO": Age(13, "Personopplysningsloven, s. 5"),
    # The Americas and Africa.
    "CA": Age(14, "Quebec, Act respecting personal information in the private sector, s. 4.1"),
    "US": Age(13, "Children's Online Privacy Protection Act, 15 U.S.C. 6501(1)"),
    "ZA": Age(18, "Protection of Personal Information Act, s. 1"),
}
