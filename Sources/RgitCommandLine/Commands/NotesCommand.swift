// The table's row for `rgit notes`: its description, its option and its arguments.

import RgitCore

/// The description of `rgit notes`, and its option.
enum NotesCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "notes",
            summary: "Show the notes about commits.",
            usage: ["notes [options] [REVISION...]"],
            details: """
                Lists all notes with the objects they are about. With REVISION it prints the text of its note and nothing \
                else, or, where another format than a table, `--fields` or `--value` is asked for, the row. The exit status \
                is 1 where there is no such note. The notes are those of `--ref`, of `GIT_NOTES_REF`, of `core.notesRef`, or \
                of refs/notes/commits.
                """,
            definedBy: "git notes list, git notes show",
            differences: [
                "An object with two notes in one tree, which git joins when it reads them, has two rows."
            ],
            exitNotes: [(1, "There is no note about the revision.")],
            examples: [
                Example("rgit notes", "All notes."),
                Example("rgit notes HEAD", "The note about a commit."),
                Example("rgit notes --ref review --json", "Those of another reference, for a program."),
            ],
            seeAlso: ["git-notes(1)"], isListedBriefly: true),
        initial: NotesRequest(),
        options: [
            .value(
                OptionInfo(
                    long: "ref", shape: .value("REF"), summary: "Read the notes of refs/notes/REF.",
                    isEssential: true)
            ) { request, bytes throws(RgitError) in request.ref = bytes }
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision, summary: "What the notes are about.")
            ) { request, word in request.revisions.append(word) }
        ],
        check: { request, globals throws(RgitError) in
            request.asLines = !request.revisions.isEmpty && PlainLines.arePrinted(globals)
        },
        implementation: CommandImplementation(NotesQuery.self, example: NotesRequest())
    )
}
