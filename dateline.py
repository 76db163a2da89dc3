"""The ``dateline`` command. Each command calls down into `corpus`, `search` or `web` and prints what comes back.

Results go to standard output, progress and messages to standard error. Imports are inside the commands: asking one
question must not wait for the libraries of another.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from search.engines.port import Engine
    from search.indexing.reindex import Progress, Summary
    from search.request import SearchRequest
    from search.results import SearchResults

SAMPLE = Path(__file__).resolve().parent / "corpus" / "releases"
FAILED, REJECTED = 1, 3


@dataclass(frozen=True, slots=True)
class Settings:
    corpus: Path
    index: Path


def _settings(corpus: Path | None, index: Path | None, config: Path | None) -> Settings:
    """Command line and environment before dateline.toml before the defaults; paths in the file are relative to it."""
    values: dict[str, Any] = {}
    file = config or Path("dateline.toml")
    if config is not None or file.is_file():
        try:
            values = tomllib.loads(file.read_text("utf-8"))
        except OSError as error:
            raise click.ClickException(f"{file}: {error.strerror}") from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise click.ClickException(f"{file}: is no TOML: {error}") from error
        for name, value in values.items():
            if name not in ("corpus", "index") or not isinstance(value, str):
                raise click.ClickException(f"{file}: takes corpus and index, each a path, not {name} = {value!r}")
    return Settings(
        corpus or (file.parent / values["corpus"] if "corpus" in values else SAMPLE),
        index or (file.parent / values["index"] if "index" in values else Path("var/index")),
    )


@contextmanager
def _said_plainly() -> Iterator[None]:
    """What goes wrong is one sentence and exit status 1, never a traceback."""
    from corpus.source import SourceError
    from search.errors import SearchError

    try:
        yield
    except (SearchError, SourceError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise click.ClickException(f"{error.filename or ''}: {error.strerror or error}".lstrip(": ")) from error


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--corpus", type=click.Path(path_type=Path), envvar="DATELINE_CORPUS", help="Folder of the releases.")
@click.option("--index", type=click.Path(path_type=Path), envvar="DATELINE_INDEX", help="Folder of the index.")
@click.option(
    "--config", type=click.Path(path_type=Path), envvar="DATELINE_CONFIG", help="A dateline.toml with corpus and index."
)
@click.version_option(package_name="dateline")
@click.pass_context
def main(context: click.Context, corpus: Path | None, index: Path | None, config: Path | None) -> None:
    """Full-text search for government press releases."""
    context.obj = _settings(corpus, index, config)


@main.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help="Read every file again, also those that have not changed.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that read files; one a core by default.")
@click.option("--watch", is_flag=True, help="Go on looking for changes until interrupted.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, change nothing.")
@click.option("--strict", is_flag=True, help="Exit with status 3 where the index has rejects.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def reindex(
    settings: Settings,
    folders: tuple[Path, ...],
    full: bool,
    workers: int | None,
    watch: bool,
    dry_run: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Bring the index in line with the corpus, or with these FOLDERS of it."""
    from search.indexing.reindex import reindex as run
    from search.indexing.reindex import watched

    only = tuple(_prefix(folder, settings.corpus) for folder in folders)
    with _said_plainly():
        while True:
            with _progress() as progress:
                summary = run(
                    settings.corpus,
                    settings.index,
                    only=only,
                    full=full,
                    workers=workers,
                    dry_run=dry_run,
                    progress=progress,
                )
            _print_summary(summary, as_json)
            if not watch:
                break
            full = False
            watched(settings.corpus, settings.index)
    if strict and summary.rejects:
        sys.exit(REJECTED)


def _prefix(folder: Path, corpus: Path) -> str:
    """The folder's path within the corpus, as the manifest spells it; the folder may be given from either."""
    for candidate in (folder, corpus / folder):
        inside = candidate.resolve()
        if inside.exists() and inside.is_relative_to(corpus.resolve()):
            relative = inside.relative_to(corpus.resolve()).as_posix()
            return "" if relative == "." else relative + ("/" if inside.is_dir() else "")
    raise click.UsageError(f"{folder}: not in the corpus {corpus}; another corpus is named with --corpus DIR")


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar where standard error is a terminal, nothing where it is not."""
    from search.indexing.reindex import Progress

    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def begin(files: int) -> None:
            bar.update(task, total=files)

        def advance(files: int) -> None:
            bar.advance(task, files)

        yield Progress(begin, advance)


def _print_summary(summary: Summary, as_json: bool) -> None:
    if as_json:
        from dataclasses import asdict

        _print_json(asdict(summary))
        return
    files = ", ".join(
        f"{count:,} {name}"
        for name in ("new", "changed", "moved", "removed", "unchanged")
        if (count := getattr(summary, name))
    )
    rate = f", {summary.indexed / summary.seconds:,.0f} releases/s" if summary.indexed else ""
    done = "would be read" if summary.dry_run else f"in {summary.seconds:.1f} s{rate}"
    click.echo(f"files: {files or 'none'}")
    click.echo(f"releases: {summary.indexed:,} read, {summary.total:,} in the index ({done})")
    if summary.rejects:
        click.echo(f"rejected: {len(summary.rejects):,}")
        for path, reason in summary.rejects:
            click.echo(f"  {path}: {reason}")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer; one by default.")
@click.option("--access-log", is_flag=True, help="Write each request to standard error as JSON.")
@click.option("--trusted-proxy", metavar="ADDRESS", help="Proxy whose X-Forwarded headers hold; * for any.")
@click.option("--preview", is_flag=True, help="Show what is under embargo too; on the loopback address only.")
@click.pass_obj
def serve(settings: Settings, /, workers: int | None, **others: Any) -> None:
    """Serve the search pages and the API."""
    from web.serving import serve as run

    with _said_plainly():
        run(settings.index, workers=workers or 1, **others)


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which `search` and `export` narrow down, the same as the page's."""
    for name in reversed(("ministry", "person", "country", "place", "publisher", "kind", "language")):
        command = click.option(f"--{name}", multiple=True, help=f"Only with this {name}; may be repeated.")(command)
    command = click.option("--from", "since", help="First day, month or year.")(command)
    return click.option("--to", "until", help="Last day, month or year.")(command)


def _request(q: str, since: str | None, until: str | None, filters: dict[str, Any], **others: Any) -> SearchRequest:
    from datetime import date

    from search.query.dates import read_day
    from search.request import SearchRequest

    first = read_day(since, date.today(), end=False) if since else None
    last = read_day(until, date.today(), end=True) if until else None
    for option, given, day in (("--from", since, first), ("--to", until, last)):
        if given and day is None:
            raise click.UsageError(f"{option}: {given!r} is no date; give a year, a month or a day, as 2023-02-23")
    any_of = {name: tuple(values) for name, values in filters.items() if values}
    return SearchRequest(q=q, any_of=any_of, date_from=first, date_to=last, **others)


@contextmanager
def _engine(settings: Settings) -> Iterator[Engine]:
    from search.engines import open_engine

    with _said_plainly():
        engine = open_engine(settings.index)
        try:
            yield engine
        finally:
            engine.close()


@main.command()
@click.argument("query", nargs=-1)
@_filters
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), help="Order of the results.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="Number of results.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON, with facets.")
@click.pass_obj
def search(
    settings: Settings,
    /,
    query: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: Any,
    limit: int,
    as_json: bool,
    **filters: tuple[str, ...],
) -> None:
    """Search the index."""
    facets = {} if as_json else {"facets": (), "histogram": False}
    request = _request(" ".join(query), since, until, filters, sort=sort, per_page=limit, **facets)
    with _engine(settings) as engine:
        results = engine.search(request)
    if as_json:
        from search.renderings import results_json

        _print_json(results_json(results))
    else:
        _print_results(results)


def _print_results(results: SearchResults) -> None:
    from html import unescape

    def marked(html: str) -> str:
        bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
        return unescape(html.replace("<mark>", bold).replace("</mark>", plain))

    for note in results.notes:
        click.echo(note, err=True)
    for result in results.results:
        release = result.release
        facts = [release.date, release.dateline.place if release.dateline else None, release.publisher, release.id]
        click.echo(marked(result.highlights.title or "") or release.headline)
        click.echo("  " + " · ".join(fact for fact in facts if fact))
        for fragment in result.highlights.text[:2]:
            click.echo("  " + marked(fragment))
        click.echo()
    shown = len(results.results)
    found = "1 result" if results.total == 1 else f"{results.total:,} results"
    click.echo(found + (f", the first {shown} shown" if shown < results.total else ""), err=True)
    if results.suggestion is not None:
        click.echo(f"did you mean: {results.suggestion.q} ({results.suggestion.total:,} found)", err=True)


@main.command()
@click.argument("release_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
@click.pass_obj
def show(settings: Settings, release_id: str, as_json: bool) -> None:
    """Show one release of the index."""
    with _engine(settings) as engine:
        view = engine.release(release_id)
    if view is None:
        raise click.ClickException(f"{release_id}: no such release in {settings.index}")
    if as_json:
        _print_json(view.release.to_json())
    else:
        from corpus.tracing import described

        click.echo(described(view.release))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the records, one JSON object a line.")
@click.pass_obj
def inspect(settings: Settings, files: tuple[Path, ...], as_json: bool) -> None:
    """Show what would be indexed of FILES, and where each value came from."""
    from corpus.authority.own import InvalidAuthority, extend
    from corpus.document import Rejected
    from corpus.normalising import normalise
    from corpus.source import load_source
    from corpus.tracing import traced

    failed = False
    roots: set[Path] = set()
    with _said_plainly():
        for file in files:
            root = settings.corpus if _within(file, settings.corpus) else _outermost(file)
            relative = file.resolve().relative_to(root.resolve()).as_posix()
            if root not in roots and (root / "authority.toml").is_file():
                try:
                    extend(root / "authority.toml")
                except InvalidAuthority as error:
                    raise click.ClickException(str(error)) from error
            roots.add(root)
            source = load_source(file.resolve().parent, root.resolve())
            for item in normalise(file, relative=relative, source=source):
                if isinstance(item, Rejected):
                    failed = True
                    click.echo(f"{file}: {item.reason}", err=True)
                elif as_json:
                    click.echo(json.dumps(item.release.to_json(), ensure_ascii=False))
                else:
                    click.echo(traced(item, colour=sys.stdout.isatty()))
    if failed:
        sys.exit(FAILED)


def _within(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def _outermost(file: Path) -> Path:
    """The corpus folder of a file outside the configured one: the parent of the outermost folder with a source.toml."""
    folders = [folder for folder in file.resolve().parents if (folder / "source.toml").is_file()]
    if not folders:
        return file.resolve().parent
    return folders[-1].parent


@main.command()
@click.argument("query", nargs=-1)
@_filters
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.pass_obj
def export(
    settings: Settings,
    /,
    query: tuple[str, ...],
    since: str | None,
    until: str | None,
    form: str,
    **filters: tuple[str, ...],
) -> None:
    """Print every release that a question finds, or all."""
    request = _request(" ".join(query), since, until, filters, fold=False)
    with _engine(settings) as engine:
        if form == "csv":
            import csv

            from search.renderings import csv_header, csv_row

            writer = csv.writer(sys.stdout)
            writer.writerow(csv_header())
            writer.writerows(csv_row(release) for release in engine.export(request))
        else:
            for release in engine.export(request):
                click.echo(json.dumps(release.to_json(), ensure_ascii=False))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def stats(settings: Settings, as_json: bool) -> None:
    """Say what the index holds, and what was rejected and why."""
    from search.renderings import stats_json

    with _engine(settings) as engine:
        numbers = engine.stats()
    if as_json:
        _print_json(stats_json(numbers))
        return
    click.echo(f"releases: {numbers.releases:,}, {numbers.first_date or '?'} to {numbers.last_date or '?'}")
    click.echo(f"index: generation {numbers.generation}, {numbers.index_bytes / 1e6:,.1f} MB, built {numbers.built_at}")
    for name, facet in numbers.facets.items():
        listed = ", ".join(f"{bucket.label} {bucket.count:,}" for bucket in facet.buckets)
        click.echo(f"{name}: {listed}" + (f" and {facet.more:,} more" if facet.more else ""))
    for code, count in sorted(numbers.problems.items(), key=lambda pair: -pair[1]):
        click.echo(f"problem {code}: {count:,} releases")
    click.echo(f"rejected: {len(numbers.rejects):,}")
    for path, reason in numbers.rejects:
        click.echo(f"  {path}: {reason}")


@main.command()
@click.pass_obj
def verify(settings: Settings) -> None:
    """Read every byte of the index back and say whether it is sound."""
    from search.arrays import verify as run

    with _said_plainly():
        faults = run(settings.index)
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo("The index is damaged: dateline reindex --full builds it anew.", err=True)
        sys.exit(FAILED)
    click.echo("The index is sound.")


if __name__ == "__main__":
    main()
