"""From articles to answers: knows nothing of Discord.

>>> from qa import open_assistant
>>> answer = open_assistant("library").ask("Who signed the treaty?")
"""

from qa.answers import Answer, Quote
from qa.bootstrap import open_assistant
from qa.values import Where

__all__ = ["Answer", "Quote", "Where", "open_assistant"]
