"""Readers in other processes see no error and never a mixture of generations while a writer commits."""

import json
import subprocess
import sys
from pathlib import Path

from qa.library.indexing import index
from tests.conftest import ROOT
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore

COMMITS = 30
READERS = 4
ARTICLES = 5

READER = """
import json, sys
from pathlib import Path
from qa.bootstrap import open_assistant
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore

assistant = open_assistant(store=LocalStore(Path(sys.argv[1])), embedder=WordEmbedder())
stop, told = Path(sys.argv[2]), open(sys.argv[3], "w")
print("ready", flush=True)
while True:
    last = stop.exists()
    answer = assistant.ask("How many pillars of stone has the bridge?", min_confidence=0, limit=9)
    texts = [match.passage.text for match in answer.matches]
    told.write(json.dumps([answer.generation, texts, [quote.text for quote in answer.quotes]]) + "\\n")
    if last:
        break
told.close()
"""


def test_four_processes_ask_while_commits_land(tmp_path: Path) -> None:
    articles, library, stop = tmp_path / "articles", tmp_path / "library", tmp_path / "stop"
    articles.mkdir()
    embedder = WordEmbedder()

    def commit(version: int) -> None:
        for number in range(ARTICLES):
            text = f"Bridge {number}\nThe bridge {number} has {version} pillars of stone, as of today.\n"
            (articles / "new.tmp").write_text(text)
            (articles / "new.tmp").replace(articles / f"{number}.txt")
        index([articles], LocalStore(library, embedder.dimension), embedder)

    commit(1)
    outputs = [tmp_path / f"{number}.jsonl" for number in range(READERS)]
    command = [sys.executable, "-c", READER, str(library), str(stop)]
    readers = [
        subprocess.Popen([*command, str(output)], cwd=ROOT, stdout=subprocess.PIPE, text=True) for output in outputs
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    for version in range(2, COMMITS + 2):
        commit(version)
    stop.touch()
    for reader, output in zip(readers, outputs, strict=True):
        assert reader.stdout is not None
        reader.stdout.close()
        assert reader.wait(60) == 0
        seen = [json.loads(line) for line in output.read_text().splitlines()]
        generations = [generation for generation, _, _ in seen]
        assert generations == sorted(generations)
        assert generations[-1] == COMMITS + 1
        for generation, texts, quotes in seen:
            expected = {
                f"The bridge {number} has {generation} pillars of stone, as of today.\n" for number in range(ARTICLES)
            }
            assert set(texts) == expected
            assert {f"{quote}\n" for quote in quotes} <= expected
    assert len(list((library / "generations").iterdir())) == 1
