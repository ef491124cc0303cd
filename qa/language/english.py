"""English words that say nothing of what a text is about."""

FUNCTION_WORDS = """
a about after again all also although am an and any anybody anyone anything are as at be because been before
being both but by can cannot could did do does doing done during each either else ever every everybody everyone
few for from get gets give given got had has have having he hello help her here hers hi him his how i if in into
is it its just know let like lot make many may me might mine more most much must my name named neither no nor not
now of off on one only or other our ours out over own please said same say says shall she should show so some
somebody someone something such tell than that the their theirs them then there these they thing things this
those through to too under until up upon us very was way we were what whatever when where whether which while who
whom whose why will with within without would yes yet you your yours
began become becomes became begin begins begun bring brought came call called calls come comes find finds found
gave go goes going gone happen happened happens keep keeps kept look looked looks mean means meant need needed
needs put puts seem seemed seems start started starts take taken takes think thinks thought took turn turned use
used uses want wanted wants went work worked working works
b c d e f g h j k l m n o p q r s t u v w x y z
"""
"""English words that ask or join, and verbs that any other may stand for; and letters left of "it's" or "U.S."."""
