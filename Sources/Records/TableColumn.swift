// How a field looks as a column of a table; a hint for the table's layout.

/// How a field looks as a column of a table.
package struct TableColumn: Sendable {
    /// Which side values are aligned to.
    package enum Alignment: Sendable {
        /// To the left: text.
        case left
        /// To the right: numbers.
        case right
    }

    /// How a column shrinks when the terminal is too narrow.
    package enum Shrink: Sendable {
        /// Nothing.
        case never
        /// Its end, down to `minimum` cells: `a long summ…`.
        case end(minimum: Int)
        /// Its start, down to `minimum` cells, which suits paths: `…/file.c`.
        case start(minimum: Int)
    }

    /// The heading, as it is printed.
    package let heading: String
    /// Which side values are aligned to; `nil` for the default of the type.
    package let alignment: Alignment?
    /// How the column shrinks when the terminal is too narrow.
    package let shrink: Shrink
    /// The colour of its values.
    package let role: ColorRole
    /// The order in which a terminal too narrow for all columns drops them: the highest number first, `nil` never.
    package let dropPriority: Int?

    /// Whether the column names the row, so that it is cut only when every other column is gone or at its least width.
    package let isName: Bool
    /// The least width where rows are shown while later ones are still looked for, so that later values fit, too.
    package let streamWidth: Int

    /// Describes a column.
    package init(
        _ heading: String, alignment: Alignment? = nil, shrink: Shrink = .never, role: ColorRole = .plain,
        dropPriority: Int? = nil, isName: Bool = false, streamWidth: Int = 0
    ) {
        self.dropPriority = dropPriority
        self.isName = isName
        self.streamWidth = streamWidth
        self.heading = heading
        self.alignment = alignment
        self.shrink = shrink
        self.role = role
    }
}
