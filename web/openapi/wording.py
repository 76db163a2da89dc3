"""The description said to people, for the page of the API."""

from __future__ import annotations

from web.openapi import description
from web.openapi.forms import Schema


def resolved(part: Schema) -> Schema:
    """What a reference leads to; anything else as it is."""
    if "$ref" not in part:
        return part
    _, _, kind, name = part["$ref"].split("/")
    found: Schema = description()["components"][kind][name]
    return found


def in_words(schema: Schema) -> str:
    """A schema in a few words: its type and what limits it."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return "one of " + ", ".join(str(value) for value in schema["enum"])
    if "anyOf" in schema and "items" not in schema and schema.get("type") != "array":
        return " or ".join(in_words(choice) for choice in schema["anyOf"])
    kinds = schema.get("type", "anything")
    said = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    if "items" in schema:
        said = said.replace("array", f"list of: {in_words(schema['items'])}")
    elif "anyOf" in schema:
        said = " or ".join(f"list of: {in_words(choice['items'])}" for choice in schema["anyOf"])
    elif isinstance(schema.get("additionalProperties"), dict):
        said = said.replace("object", f"object by name of: {in_words(schema['additionalProperties'])}")
    elif "properties" in schema:
        said = said.replace("object", "object with " + ", ".join(schema["properties"]))
    if "const" in schema:
        said = str(schema["const"])
    limits = [schema[name] for name in ("minimum", "maximum") if name in schema]
    if len(limits) == 2:
        said += f", {limits[0]:,} to {limits[1]:,}"
    if "maxLength" in schema:
        said += f", at most {schema['maxLength']:,} characters"
    if "default" in schema:
        said += f", otherwise {schema['default']}"
    return said
