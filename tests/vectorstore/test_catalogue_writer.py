"""What a writer adds and removes is counted passage by passage, and lost unless it is committed."""

from contextlib import closing

from tests.vectorstore.samples import document
from vectorstore.catalogue import Catalogue
from vectorstore.catalogue_writer import CatalogueWriter
from vectorstore.local import LocalStore


def test_a_document_replaces_the_one_of_its_key(store: LocalStore) -> None:
    with closing(CatalogueWriter.to_write(store._folder)) as catalogue:
        last = catalogue.last_passage()
        assert sorted(catalogue.put(document(3, " new")).values()) == ["a3", "b3"]
        assert [record.digest for record in catalogue.records("key3")] == ["a3 new", "b3"]
        assert catalogue.last_passage() == last + 2
        assert dict(catalogue.holders(["a3", "b3", "a4"])) == {"b3": last + 2, "a4": 9}
        assert catalogue.remove("nothing") == {}


def test_what_is_not_committed_has_not_happened(store: LocalStore) -> None:
    with closing(CatalogueWriter.to_write(store._folder)) as catalogue:
        catalogue.remove("key3")
        catalogue.settle(2, {"file1": None, "file9": "z"}, {"model": None, "other": "o"})
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        assert (catalogue.generation, catalogue.attributes()) == (1, {"model": "m"})


def test_a_commit_settles_origins_and_attributes(store: LocalStore) -> None:
    with closing(CatalogueWriter.to_write(store._folder)) as catalogue:
        catalogue.settle(2, {"file1": None, "file9": "z"}, {"model": None, "other": "o"})
        catalogue.replace_derived({"x": "y"})
        catalogue.replace_segments({"vectors/1.vectors": "v"})
        catalogue.resize(16)
        catalogue.commit()
    with closing(Catalogue.to_read(store._folder)) as catalogue:
        assert (catalogue.generation, catalogue.dimension) == (2, 16)
        assert catalogue.origins() == {"file2": "y", "file9": "z"}
        assert (catalogue.attributes(), catalogue.derived()) == ({"other": "o"}, {"x": "y"})
        assert (catalogue.is_current, catalogue.segments()) == (True, {"vectors/1.vectors": "v"})
