"""Abbreviations after whose full stop a sentence may go on, grouped by what follows. Case counts."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words("""
    Mr Mrs Ms Mx Dr Drs Prof Rev Revd Hon Fr Msgr Bp Abp Messrs Mme Mmes Mlle Sen Sens Rep Reps Gov Govs Pres Amb Atty
    Asst Assoc Dep Supt Det Insp Gen Lt Col Maj Capt Cpt Cmdr Cdr Comdr Sgt Cpl Pvt Pfc Spc Adm Brig Ens Ald Dir
""")
"""Before a name."""

PLACES = _words("Ft Mt Mts Ste")
"""Before the name of a place."""

BODIES = _words("Natl Civ Crim Evid")
"""Parts of the names of offices and laws, never the last."""

LEADING = _words("approx Approx avg cf Cf viz vs e.g i.e E.g I.e incl excl S.S R.M.S H.M.S U.S.S EE")
"""Before what they refer to."""

NUMBERED = _words("""
    vol Vol vols Vols No no Nos nos p pp ch Ch chap Chap fig Fig figs Figs Eq Eqs Expt Tab App Sec Secs sec Sect sect
    Art Arts art para Para paras Paras par Par cl Op op Ref Refs ref ser Ser Pt pt Ex est ca c b d Reg Stat Cir Ct Dist
    Bk bk Ver ver min max Abs Bd Nr
""")
"""Before a number, or a letter in place of one."""

MONTHS = _words("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")
WEEKDAYS = _words("Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun")
COMPANIES = _words("Inc Corp Co Cos Ltd Bros Mfg")
UNITS = _words("""
    ft in yd yds mi sq cu lb lbs oz gal qt tbsp tsp hr hrs h min mins sec secs s yr yrs wk wks
    m km cm mm kg g mg l ml mph mn bn tn
""")
"""After a number; they end a sentence as often as not."""

OTHERS = _words("""
    Jr Sr Esq Ph.D M.D al etc U.S U.K U.N E.U D.C a.m p.m A.M P.M a.k.a St Ave Blvd Rd max Dept Univ Assn Com Comm Supp
    Fed temp deg mil
""")
"""Others, which may end a sentence."""

BEFORE_SOMETHING = TITLES | PLACES | BODIES | LEADING
"""No sentence ends after these."""

BEFORE_A_SMALL_LETTER = BEFORE_SOMETHING | NUMBERED | MONTHS | WEEKDAYS | COMPANIES | UNITS | OTHERS
"""No sentence ends between these and a small letter."""

LETTERED = _words("""
    team plan vitamin hepatitis group class grade type option category schedule exhibit appendix annex gate zone track
    side level War phase stage tier
""")
"""Words before a letter that is not an initial."""

ZONES = _words("EST EDT CST CDT MST MDT PST PDT ET CT MT PT GMT UTC BST CET CEST IST JST AEST AEDT")
"""After a time of day."""

GERMAN_MONTHS = _words("Januar Februar März Mai Juni Juli Oktober Dezember Jänner")
GERMAN_MONTHS_OF_ENGLISH = _words("April August September November")
GERMAN_BEFORE_A_DAY = _words("am vom der den dem des zum bis ab seit Am Vom Der Den Dem Zum Bis Ab Seit")
"""German words before a number with a full stop that is a day of a month."""
