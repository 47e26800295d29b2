// When a command that answers with a few words prints them as git does, and when as a table.

/// The choice between git's own lines and rows.
enum PlainLines {
    /// Whether nothing asks for rows: no other format than a table, no field, no order.
    static func arePrinted(_ options: GlobalOptions) -> Bool {
        options.format == .table && !options.answersProgram && options.fields == nil && options.value == nil
            && options.sort.isEmpty
            && options.top == nil
    }
}

extension CommandImplementation {
    /// The same for a request that contains this one.
    func lifted<Outer: Sendable>(
        _ inner: @escaping @Sendable (Outer) -> Request
    ) -> CommandImplementation<Outer> {
        let run = run
        return CommandImplementation<Outer>(describedAs: self) {
            options, request, context in
            try await run(options, inner(request), context)
        }
    }
}
