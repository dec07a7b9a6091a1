"""From tokens to a tree, by recursive descent.

    query  = and (OR and)*
    and    = unary (AND? unary)*
    unary  = NOT? operand
    operand = word | "phrase" | ( query ) | field: word | field: "phrase" | field: ( query )

Where something is missing the parser notes it, puts in a placeholder and reads on: a learner sees every problem at
once. A tree with a placeholder never leaves this file.
"""

from literasi.querylang import messages
from literasi.querylang.fields import Field
from literasi.querylang.messages import DEEPEST, LONGEST, QueryError
from literasi.querylang.syntax import In, Node, Not, Query, Span, Word, all_of, any_of, placed
from literasi.querylang.tokens import Kind, Token, tokenize

_OPERATORS = (Kind.AND, Kind.OR, Kind.NOT)
_BEGINS_OPERAND = (Kind.LEAF, Kind.FIELD, Kind.OPEN, Kind.NOT)


def parse(text: str) -> Query:
    """The query that the text says. Raises QueryError, the first problem from the left."""
    root, problems = _read(text)
    if problems:
        raise problems[0]
    return Query(root, text)


def diagnose(text: str) -> tuple[QueryError, ...]:
    """Every problem of the text from left to right; empty when `parse` would accept it."""
    return tuple(_read(text)[1])


def _read(text: str) -> tuple[Node, list[QueryError]]:
    if len(text) > LONGEST:
        return Word(""), [messages.too_long(len(text))]
    tokens, problems = tokenize(text)
    if len(tokens) == 1:
        return Word(""), [messages.empty_query()]
    if deep := _too_deep(tokens):
        return Word(""), [deep]
    parser = _Parser(tokens)
    root = parser.read()
    return root, sorted(problems + parser.problems, key=lambda problem: problem.column)


def _too_deep(tokens: list[Token]) -> QueryError | None:
    depth = 0
    for token in tokens:
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
        if depth > DEEPEST:
            return messages.too_deep(token.span)
    return None


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._open = 0
        self._inside: Token | None = None
        self.problems: list[QueryError] = []

    def read(self) -> Node:
        root = self._or()
        while self._kind is not Kind.END:
            # Only a closing bracket too many stops the grammar early.
            self.problems.append(messages.unopened_group(self._take().span))
            operator = self._kind in (Kind.AND, Kind.OR) and self._take()
            if operator or self._kind in _BEGINS_OPERAND:
                root = all_of(root, self._or())
        return root

    @property
    def _kind(self) -> Kind:
        return self._tokens[self._next].kind

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _or(self) -> Node:
        parts = [self._and()]
        while self._kind is Kind.OR:
            self._take()
            parts.append(self._and())
        return any_of(*parts)

    def _and(self) -> Node:
        parts = [self._unary()]
        while self._kind is Kind.AND or self._kind in _BEGINS_OPERAND:
            if self._kind is Kind.AND:
                self._take()
            parts.append(self._unary())
        return all_of(*parts)

    def _unary(self) -> Node:
        if self._kind is not Kind.NOT:
            return self._operand()
        start = self._take().span.start
        item = self._operand()
        return Not(item, Span(start, item.span.end))

    def _operand(self) -> Node:
        match self._kind:
            case Kind.OPEN:
                return self._group()
            case Kind.FIELD:
                return self._in_field()
            case Kind.LEAF:
                return self._take().leaf or Word("")
            case _:
                return self._missing()

    def _group(self) -> Node:
        opened = self._take()
        self._open += 1
        node = self._or()
        self._open -= 1
        if self._kind is not Kind.CLOSE:
            self.problems.append(messages.unclosed_group(opened.span))
            return node
        return placed(node, opened.span.start, self._take().span.end)

    def _in_field(self) -> Node:
        token = self._take()
        if self._inside:
            self.problems.append(messages.nested_field(token.span, token.text))
        if self._kind not in (Kind.LEAF, Kind.OPEN, Kind.FIELD):
            if token.field:
                self.problems.append(messages.bare_field(token.span, token.text))
            return Word("")
        outer, self._inside = self._inside, token
        node = self._operand()
        self._inside = outer
        if token.field is None or token.field is Field.YEAR:
            return placed(node, token.span.start, node.span.end)
        return In(token.field, node, Span(token.span.start, node.span.end))

    def _missing(self) -> Node:
        """Note that an operand is missing here, in the words that fit what stands on either side."""
        token = self._tokens[self._next]
        before = self._tokens[self._next - 1] if self._next else None
        if before and before.kind in _OPERATORS:
            if token.kind in _OPERATORS:
                self.problems.append(messages.two_operators(token.span, before.text, token.text))
            else:
                self.problems.append(messages.missing_right(before.span, before.text))
        elif token.kind in _OPERATORS:
            self.problems.append(messages.missing_left(token.span, token.text))
        elif token.kind is Kind.CLOSE and self._open:
            self.problems.append(messages.empty_group(token.span))
        if token.kind is Kind.NOT:
            self._take()
        return Word("")
