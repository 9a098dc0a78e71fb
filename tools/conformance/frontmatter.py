"""The metadata of a test: the YAML between `/*---` and `---*/`.

Reads the part of YAML that the suite uses, and refuses the rest rather than guess: one mapping of
keys to plain or quoted scalars (over several lines too), block scalars (`|`, `>`), flow lists, block
lists, and mappings of one more level (`negative`).
"""

import re

BLOCK = re.compile(r"/\*---[ \t]*\n(.*?)---\*/", re.S)
KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
BLOCK_SCALAR = re.compile(r"([|>])[-+0-9]*[ \t]*(#.*)?$")


class MetadataError(ValueError):
    """The block is missing or is not in the part of YAML that is read here."""


def read(source):
    """The metadata of a test's source text, as a dictionary."""
    match = BLOCK.search(source.replace("\r\n", "\n").replace("\r", "\n"))
    if not match:
        raise MetadataError("no /*--- ... ---*/ block")
    return parse(match.group(1))


def parse(text):
    """A mapping in the subset of YAML above."""
    lines = text.split("\n")
    # The block as a whole may be indented.
    content = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    margin = min((indent_of(line) for line in content), default=0)
    lines = [line[margin:] if line.strip() else "" for line in lines]
    result, position = {}, 0
    while position < len(lines):
        line = lines[position]
        if not line.strip() or line.startswith("#"):
            position += 1
            continue
        match = KEY.match(line)
        if not match:
            raise MetadataError(f"not a key: {line!r}")
        key, rest = match.group(1), (match.group(2) or "").strip()
        position += 1
        body = []
        while position < len(lines) and (not lines[position].strip() or lines[position][0] in " \t"
                                         or is_item_of(rest, lines[position])):
            body.append(lines[position])
            position += 1
        if key in result:
            raise MetadataError(f"{key} stands twice")
        result[key] = parse_value(rest, body)
    return result


def is_item_of(rest, line):
    """What may stand at the key's own margin: the items of a block list, the end of a flow list."""
    if rest.startswith("["):
        return line.startswith("]")
    return strip_comment(rest) == "" and re.match(r"-(\s|$)", line) is not None


def parse_value(rest, body):
    if BLOCK_SCALAR.match(rest):
        return block_scalar(rest[0], body)
    rest = strip_comment(rest)
    content = [strip_comment(line.strip()) for line in body]
    content = [line for line in content if line]
    if rest.startswith("["):
        return flow_list(" ".join([rest, *content]))
    if rest.startswith(("'", '"')):
        return unquote(" ".join([rest, *content]))
    if rest:
        return " ".join([rest, *content])
    if not content:
        return None
    if content[0].startswith("-"):
        return block_list(content)
    if KEY.match(content[0]):
        return parse("\n".join(body))
    return " ".join(content)


def block_scalar(style, body):
    content = [line for line in body if line.strip()]
    margin = min((indent_of(line) for line in content), default=0)
    lines = [line[margin:].rstrip() for line in body]
    while lines and not lines[-1]:
        lines.pop()
    return ("\n" if style == "|" else " ").join(lines)


def flow_list(text):
    if not text.endswith("]"):
        raise MetadataError(f"list without end: {text!r}")
    items = [unquote(item.strip()) for item in text[1:-1].split(",")]
    if items and items[-1] == "":  # a comma may follow the last item
        items.pop()
    if any(item == "" or "[" in item or "{" in item for item in items):
        raise MetadataError(f"not a list of names: {text!r}")
    return items


def block_list(content):
    items = []
    for line in content:
        if not re.match(r"-\s+\S", line):
            raise MetadataError(f"not a list item: {line!r}")
        items.append(unquote(line[1:].strip()))
    return items


def unquote(text):
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if text[:1] in ("'", '"'):
        raise MetadataError(f"quote without end: {text!r}")
    return text


def strip_comment(text):
    """`text` without a trailing ` # comment`; a `#` within quotes or a word stays."""
    if "#" not in text or text[:1] in ("'", '"'):
        return text
    return re.split(r"(?:^|\s)#", text, maxsplit=1)[0].rstrip()


def indent_of(line):
    return len(line) - len(line.lstrip(" \t"))
