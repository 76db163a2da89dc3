"""The few forms that every schema of the description is made of."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def ref(kind: str, name: str) -> Schema:
    """A reference to a component of the description: ``kind`` is schemas, headers or responses."""
    return {"$ref": f"#/components/{kind}/{name}"}


def structure(_says: str = "", *, _optional: tuple[str, ...] = (), **properties: Schema) -> Schema:
    """An object with exactly these keys; a key that is a word of Python is given with a ``_`` behind it."""
    names = {name.removesuffix("_"): schema for name, schema in properties.items()}
    required = [name for name in names if name not in _optional]
    said = {"description": _says} if _says else {}
    return {"type": "object", **said, "properties": names, "required": required, "additionalProperties": False}


def some(properties: Schema) -> Schema:
    """An object with any of these keys and no others."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def or_null(schema: Schema) -> Schema:
    if "$ref" in schema or "enum" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def many(schema: Schema, **limits: Any) -> Schema:
    """A list."""
    return {"type": "array", "items": schema, **limits}


def by_name(schema: Schema) -> Schema:
    """An object whose keys are not known before."""
    return {"type": "object", "additionalProperties": schema}
