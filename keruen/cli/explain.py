"""`keruen explain`."""

import sys
import unicodedata
from typing import Any, Iterator, List, Optional

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..batch import load_model, read
from ..documents import Document, make_doc, to_line
from ..flows.explain import Choice, Explanation, explain
from ..inputs import Rejected
from .common import DATE_OPTION, INPUTS, MODEL_OPTION, check_date, stop, tell, utf8

MOST_OPTIONS = 4
ISOLATE, POP = "\u2068", "\u2069"


def explain_command(
    files: List[str] = INPUTS,
    model: str = MODEL_OPTION,
    date: Optional[str] = DATE_OPTION,
    only: Optional[str] = typer.Option(None, "--document", help="The id of the only document to explain."),
    amount: Optional[int] = typer.Option(None, "--amount", min=1, help="The number of the only amount of each document."),
    strongest: int = typer.Option(6, "--features", min=0, help="How many features to show of each decision."),
    as_json: bool = typer.Option(False, "--json", help="A JSON line for each amount."),
) -> None:
    """Explain each amount: whether it is a flow, and why; scores, features, rules and the words behind them."""
    check_date(date)
    try:
        nlp = load_model(model)
    except OSError as error:
        stop(str(error))
    if not nlp.has_pipe("keruen_flows"):
        stop(f"The model '{model}' has no component keruen_flows, so there is nothing to explain.")
    judged = nlp.get_pipe("keruen_flows").judged
    utf8(sys.stdout)
    console = Console(highlight=False)
    faults, shown, met = [], 0, False
    for document in _documents(files, faults):
        if only is not None and document.id != only:
            continue
        met = True
        doc = make_doc(nlp, document)
        doc._.date = doc._.date or (date and date[:10])
        explanations = explain(nlp(doc), judged)
        if amount is not None and amount > len(explanations):
            tell(f"{document.id}: has {_counted(len(explanations), 'amount')}, no number {amount}")
        wanted = [item for item in explanations if amount in (None, item.number)]
        shown += len(wanted)
        if as_json:
            for item in wanted:
                print(to_line({"document": document.id, **_shortened(item, strongest)}))
        else:
            _Printer(console, strongest).document(document, wanted, len(explanations))
    for fault in faults:
        tell(fault)
    if only is not None and not met:
        stop(f"There is no document '{only}' in {', '.join(files)}.")
    if faults or amount is not None and not shown:
        raise typer.Exit(1 if shown else 2)


def _documents(files: List[str], faults: list[str]) -> Iterator[Document]:
    for item in read(files):
        if isinstance(item, Rejected):
            faults.append(f"{item.source}: {item.reason}")
        else:
            yield item


def _shortened(item: Explanation, strongest: int) -> dict[str, Any]:
    content = item.to_dict()
    for name in ("kind", "parties", "status", "period", "goods"):
        if content[name] is not None:
            content[name]["features"] = [list(feature) for feature in content[name]["features"][:strongest]]
    return content


class _Printer:
    """Prints explanations. Text of articles stands on lines of its own or at the end of one, and is kept apart from what
    stands about it (bidi isolates), so that Arabic script doesn't turn a line around."""

    def __init__(self, console: Console, strongest: int):
        self.console, self.strongest = console, strongest

    def document(self, document: Document, items: list[Explanation], amounts: int) -> None:
        self.console.print(Text(f"{document.id}: {_counted(amounts, 'amount')}", "bold underline"), soft_wrap=True)
        for item in items:
            self._amount(item)

    def _amount(self, item: Explanation) -> None:
        flow = item.flow
        head = Text(f"\n{item.number}. ", "bold")
        if flow is None:
            head.append("no flow", "bold red")
        else:
            head.append(f"{flow['flow']} {flow['origin'] or '?'} → {flow['destination'] or '?'}", "bold green")
            head.append(f", {flow['period'] or 'period open'}, {flow['status']}: {_number(flow)} {flow['currency']}")
        self.console.print(head, soft_wrap=True)
        self._line(self._marked(item), 3)
        if item.unread:
            self._line(Text(f"not weighed: {item.unread}", "dim"), 3)
            return
        self._rule(item)
        for name in ("kind", "parties", "status", "period", "goods"):
            choice = getattr(item, name)
            if choice is not None:
                self._choice(name, choice)
        for source in item.sources:
            line = Text(f"{source.side} {source.code}: {source.why}")
            if source.words is not None:
                case = f", case '{source.case}'" if source.case else ""
                gap = source.sentences_before
                far = f"{_counted(gap, 'sentence')} before" if gap else "in this sentence"
                line.append(f"{case}, {far}: ").append(self._apart(source.words))
            self._line(line, 3)
        if item.evidence:
            line = Text("evidence: ")
            for n, span in enumerate(item.evidence):
                line.append(", " if n else "").append(self._apart(span["text"]))
            self._line(line, 3)

    def _marked(self, item: Explanation) -> Text:
        """The sentence, the amount in brackets."""
        text, start = item.sentence["text"], item.amount["start"] - item.sentence["start"]
        end = start + len(item.amount["text"])
        parts = (text[:start], f"⟦{text[start:end]}⟧", text[end:])
        out = Text()
        for part, style in zip(parts, ("", "bold reverse", "")):
            out.append(" ".join(part.split()) if part.isspace() else part.replace("\n", " ").replace("\r", ""), style)
        out.rstrip()
        return out

    def _rule(self, item: Explanation) -> None:
        rule = item.rule
        line = Text(f"rules: {rule.get('kind') or 'undecided'} ({rule.get('reason')}")
        line.append(f", carried on: {rule['leaning']})" if rule.get("leaning") else ")")
        if rule.get("parties"):
            line.append(f", {_pair(rule['parties'])}")
        if rule.get("cue"):
            line.append(", cue: ").append(self._apart(rule["cue"]))
        self._line(line, 3)

    def _choice(self, name: str, choice: Choice) -> None:
        line = Text(f"{name}: ", "bold")
        for n, option in enumerate(choice.options[:MOST_OPTIONS]):
            style = "bold" if option.option == choice.chosen else ""
            line.append("; " if n else "").append(self._apart(_name(option.option)), style)
            line.append(f" {option.score:+.2f} ({option.share:.0%})")
        if len(choice.options) > MOST_OPTIONS:
            line.append(f"; {len(choice.options) - MOST_OPTIONS} more")
        if len(choice.options) > 1:
            line.append(f"; margin {choice.margin:.2f}")
        agrees = choice.rule == choice.chosen
        if name in ("status", "period", "goods") and not agrees:
            line.append("; rules: ").append(self._apart(_name(choice.rule)))
        self._line(line, 3)
        if self.strongest and choice.features and len(choice.options) > 1:
            for feature in choice.features[: self.strongest]:
                self._line(Text(f"{feature.weight:+6.2f}  {self._apart(feature.name)}", "dim"), 6)

    def _line(self, line: Text, indent: int) -> None:
        if self.console.is_terminal:
            self.console.print(Padding(line, (0, 0, 0, indent), expand=False))
        else:
            self.console.print(Text(" " * indent).append_text(line), soft_wrap=True)

    def _apart(self, words: str) -> str:
        """Words of a right-to-left script kept apart from the line about them; a pipe gets them as they are."""
        words = " ".join(words.split())
        turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in words)
        return f"{ISOLATE}{words}{POP}" if turned and self.console.is_terminal else words


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _pair(pair) -> str:
    return f"{pair[0] or '?'} → {pair[1] or '?'}"


def _name(option: Any) -> str:
    if isinstance(option, (tuple, list)):
        return _pair(option)
    return "open" if option is None else str(option)


def _number(flow: dict[str, Any]) -> str:
    return f"{flow['value']}–{flow['value_max']}" if flow.get("value_max") else str(flow["value"])
