// What several commands' tables say below their rows.

enum TableNotes {
    /// History does not end where it began.
    static let shallow = "the clone is shallow: history ends at its boundary"
}
