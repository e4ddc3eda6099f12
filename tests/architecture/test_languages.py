"""Everything that is seen goes through gettext, so that it can be said in another language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, modules

_HIDDEN = re.compile(
    r"{% comment %}.*?{% endcomment %}|{#.*?#}"
    r"|{% blocktranslate.*?%}.*?{% endblocktranslate %}"
    r"|{% verbatim %}.*?{% endverbatim %}"
    # Names of styles.
    r"|{% block (?:body_classes|kind) %}[^{]*{% endblock [^%]*%}",
    re.DOTALL,
)
_TAG = re.compile(r"{%\s*(\w+)(.*?)%}", re.DOTALL)
_VARIABLE = re.compile(r"{{.*?}}", re.DOTALL)
_LITERAL = re.compile(r"""(?<!_\()"([^"]*)"|(?<!_\()'([^']*)'""")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[A-Z][a-z]+|[a-z]+ [a-z]+")
_SAID = {"alt", "aria-label", "aria-description", "placeholder", "title", "label"}
# What these tags are given are names of files, routes and blocks.
_NAMES = {
    "block",
    "extends",
    "include",
    "load",
    "translate",
    "url",
    "static",
    "if",
    "elif",
    "cycle",
}
_ADDRESS = re.compile(r"\S*/\S*")
_WORDED = {
    "explanation",
    "heading",
    "help_text",
    "hint",
    "introduction",
    "label",
    "legend",
    "part",
    "title",
}


class _Visible(HTMLParser):
    """Collects what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        self.found += [value for name, value in attrs if name in _SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def said_outside_gettext(template: str, *, is_html: bool = True) -> list[str]:
    """What a template says in words that no catalogue can hold."""
    shown = _HIDDEN.sub(" ", template)
    found = [
        text
        for tag, arguments in _TAG.findall(shown)
        if tag not in _NAMES
        for pair in _LITERAL.findall(arguments)
        if _SENTENCE.search(text := pair[0] or pair[1])
    ]
    shown = _VARIABLE.sub(" ", _TAG.sub(" ", shown))
    if not is_html:
        lines = _ADDRESS.sub(" ", shown).splitlines()
        return found + [line for line in lines if _WORD.search(line)]
    page = _Visible()
    page.feed(shown)
    page.close()
    return found + [" ".join(text.split()) for text in page.found if _WORD.search(text)]


def _templates() -> Iterator[Path]:
    for folder in ("ehc", "quality_assurance"):
        yield from sorted((ROOT / folder / "templates").rglob("*.*"))


def test_what_a_template_says_can_be_translated() -> None:
    found = [
        (str(path.relative_to(ROOT)), text)
        for path in _templates()
        for text in said_outside_gettext(
            path.read_text(encoding="utf-8"), is_html=path.suffix == ".html"
        )
    ]
    assert found == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Your request</p>",
        '<p>{% translate "Your request" %} was sent</p>',
        '<nav aria-label="Your request"></nav>',
        '{% panel "Your request" %}{% endpanel %}',
        "{% panel title='Your request' %}{% endpanel %}",
        "<p>{{ name }} asked</p>",
    ],
)
def test_words_outside_gettext_are_found(template: str) -> None:
    assert len(said_outside_gettext(template)) == 1


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "Your request" %}</p>',
        "<p>{% blocktranslate %}Your request{% endblocktranslate %}</p>",
        '<p class="your request" id="request">{{ name }}, 12 · {{ day }}</p>',
        '{% panel _("Your request") %}{% endpanel %}',
        '{% include "your/request.html" %}{# Your request #}',
        "<script>const request = 1;</script>",
    ],
)
def test_what_nobody_reads_is_no_words_outside_gettext(template: str) -> None:
    assert said_outside_gettext(template) == []


def worded_outside_gettext(tree: ast.AST) -> list[str]:
    """The labels, hints, headings, choices, errors and notes of a module that are bare strings."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            said = [word.value for word in node.keywords if word.arg in _WORDED]
            if name.endswith("ValidationError"):
                said += node.args[:1]
            elif name == "Invalid":
                said += [_format(one) for one in node.args[1:2]]
            elif name in {"messages.success", "messages.info", "messages.warning"}:
                said += node.args[1:2]
            found += [one.value for one in said if _is_words(one)]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Name) and one.id in _WORDED for one in targets):
                found += [node.value.value] if _is_words(node.value) else []
        elif isinstance(node, ast.ClassDef) and any(
            ast.unparse(base).endswith("Choices") for base in node.bases
        ):
            found += [
                one.value.elts[1].value
                for one in node.body
                if isinstance(one, ast.Assign)
                and isinstance(one.value, ast.Tuple)
                and _is_words(one.value.elts[1])
            ]
        elif isinstance(node, ast.Dict):
            found += [
                value.value
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and key.value in _WORDED and _is_words(value)
            ]
    return found


def _format(node: ast.expr) -> ast.expr:
    """What a sentence is made from, where values are put into it or pieces put together."""
    while isinstance(node, ast.BinOp):
        node = node.left
    return node.values[0] if isinstance(node, ast.JoinedStr) else node


def _is_words(node: ast.AST | None) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(_WORD.search(node.value))
    )


def test_what_a_form_asks_and_a_view_says_can_be_translated() -> None:
    found = [
        (name, text)
        for name, tree in modules("ehc", "quality_assurance")
        for text in worded_outside_gettext(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'line(label="Your name")',
        'raise ValidationError("Enter a name")',
        'raise Invalid("name", "Enter a name")',
        'raise Invalid("name", "There is no %s" % name)',
        'explanation = "You can see this case"',
        'heading = "About you"',
        'heading: str = "About you"',
        'messages.success(request, "Saved")',
        'render(request, "page.html", {"heading": "About you"})',
        'class Kind(models.TextChoices):\n    ONE = "one", "The first"',
    ],
)
def test_bare_words_in_python_are_found(source: str) -> None:
    assert len(worded_outside_gettext(ast.parse(source))) == 1
    assert worded_outside_gettext(ast.parse(re.sub(r'("[A-Z][^"]*")', r"_(\1)", source))) == []


def test_a_form_is_not_worded_once_for_all_when_it_is_loaded() -> None:
    """``gettext`` at the level of a module or a class answers in the language of that moment."""
    found = [
        (name, ast.unparse(call))
        for name, tree in modules("ehc", "quality_assurance")
        for call in _called_at_once(tree, _eager(tree))
    ]
    assert found == []


def test_words_that_are_fixed_when_a_module_is_loaded_are_found() -> None:
    fixed = "from django.utils.translation import gettext as _\nlabel = _('Name')"
    lazy = "from django.utils.translation import gettext_lazy as _\nlabel = _('Name')"
    asked = "from django.utils.translation import gettext as _\ndef f():\n    return _('Name')"
    counts = [
        len(_called_at_once(tree, _eager(tree))) for tree in map(ast.parse, (fixed, lazy, asked))
    ]
    assert counts == [1, 0, 0]


def _eager(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in {"gettext", "ngettext", "pgettext"}
    }


def _called_at_once(node: ast.AST, names: set[str]) -> list[ast.Call]:
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call) and ast.unparse(child.func) in names:
            found.append(child)
        found += _called_at_once(child, names)
    return found


def gettext_by_another_name(tree: ast.AST) -> list[str]:
    """Names for gettext that ``makemessages`` does not know: what they mark is not gathered."""
    return [
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname not in (None, "_")
    ]


def test_what_is_marked_for_translation_is_gathered() -> None:
    found = [
        (name, alias)
        for name, tree in modules("ehc", "quality_assurance")
        for alias in gettext_by_another_name(tree)
    ]
    assert found == []


def test_gettext_by_another_name_is_found() -> None:
    source = "from django.utils.translation import gettext as _, gettext_lazy as _lazy"
    assert gettext_by_another_name(ast.parse(source)) == ["_lazy"]
