// The JSON Schema of a batch's lines, in both directions.

/// The schema of requests and answers.
enum BatchSchema {
    /// The schema, which each line of the input and of the output satisfies.
    static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "rgit.batch/1",
          "description": "A line that `rgit batch` reads or prints.",
          "oneOf": [
            {"$ref": "#/$defs/request"}, {"$ref": "#/$defs/cancel"},
            {"$ref": "#/$defs/row"}, {"$ref": "#/$defs/text"}, {"$ref": "#/$defs/base64"}, {"$ref": "#/$defs/done"}
          ],
          "$defs": {
            "id": {"description": "The request's id, as it was written.", "type": ["string", "number", "null"]},
            "request": {
              "description": "A command line, read.",
              "type": "object",
              "required": ["args"],
              "additionalProperties": false,
              "properties": {
                "id": {"$ref": "#/$defs/id"},
                "args": {"description": "The arguments behind `rgit`.", "type": "array", "items": {"type": "string"}},
                "cwd": {"description": "The directory to start from, relative to that of the batch.", "type": "string"},
                "stdin": {"description": "What the command reads as standard input.", "type": "string"}
              }
            },
            "cancel": {
              "description": "Ends the request of an id, read.",
              "type": "object",
              "required": ["cancel"],
              "additionalProperties": false,
              "properties": {"cancel": {"$ref": "#/$defs/id"}}
            },
            "row": {
              "description": "A row of an answer, with the fields of the command's --ndjson.",
              "type": "object",
              "required": ["id", "row"],
              "additionalProperties": false,
              "properties": {"id": {"$ref": "#/$defs/id"}, "row": {"type": "object"}}
            },
            "text": {
              "description": "Bytes of an answer that has no rows.",
              "type": "object",
              "required": ["id", "text"],
              "additionalProperties": false,
              "properties": {"id": {"$ref": "#/$defs/id"}, "text": {"type": "string"}}
            },
            "base64": {
              "description": "Bytes of an answer that has no rows, where they are not UTF-8.",
              "type": "object",
              "required": ["id", "base64"],
              "additionalProperties": false,
              "properties": {"id": {"$ref": "#/$defs/id"}, "base64": {"type": "string", "contentEncoding": "base64"}}
            },
            "done": {
              "description": "The end of an answer.",
              "type": "object",
              "required": ["id", "done"],
              "additionalProperties": false,
              "properties": {
                "id": {"$ref": "#/$defs/id"},
                "done": {
                  "description": "The members of the command's JSON document besides its rows, and those below.",
                  "type": "object",
                  "required": ["exit", "warnings", "errors"],
                  "properties": {
                    "exit": {"description": "The exit status.", "enum": [0, 1, 2, 3, 130]},
                    "warnings": {"type": "array", "items": {"$ref": "#/$defs/notice"}},
                    "errors": {"type": "array", "items": {"$ref": "#/$defs/notice"}}
                  }
                }
              }
            },
            "notice": {
              "description": "What is wrong, with what, and the object where it is one.",
              "type": "object",
              "required": ["what", "subject"],
              "properties": {
                "what": {"type": "string"}, "subject": {"type": "string"}, "object": {"type": ["string", "null"]}
              }
            }
          }
        }

        """#
}
