// A connection to a SQLite database, by the library that is loaded when it is first needed.

import Csqlite3
import GitObjects

/// A connection, used by one thread at a time.
@safe final class SQLiteConnection {
    private enum Library {
        /// The functions, which are looked up once; a constant that is never written to afterwards.
        nonisolated(unsafe) static let functions = unsafe rgit_sqlite3_load()
    }

    private let functions: UnsafePointer<rgit_sqlite3>
    private let connection: UnsafeMutableRawPointer
    private let path: [UInt8]

    /// Opens a database, and unless it is only read makes it where there is none.
    ///
    /// - Throws: `.unsupported` where SQLite is not there, `.io` for a file that cannot be opened.
    init(_ path: [UInt8], isReadOnly: Bool = false) throws(RgitError) {
        guard let functions = unsafe Library.functions else {
            throw RgitError(
                .unsupported, "SQLite (libsqlite3) cannot be loaded", "--format sqlite",
                hint: "'--format ndjson' needs no library")
        }
        unsafe self.functions = functions
        self.path = path
        var opened: UnsafeMutableRawPointer?
        let access =
            isReadOnly ? RGIT_SQLITE_OPEN_READONLY : RGIT_SQLITE_OPEN_READWRITE | RGIT_SQLITE_OPEN_CREATE
        let flags = access | RGIT_SQLITE_OPEN_FULLMUTEX
        let outcome =
            unsafe FileSystem.withPath(path) {
                unsafe functions.pointee.open_v2($0, &opened, Int32(flags), nil)
            } ?? -1
        guard outcome == RGIT_SQLITE_OK, let opened = unsafe opened else {
            _ = unsafe functions.pointee.close_v2(opened)
            throw RgitError(.io, "cannot open the database", path)
        }
        unsafe connection = opened
        // Readers and checkpoints hold it for moments.
        _ = unsafe functions.pointee.busy_timeout(opened, 60_000)
    }

    deinit { _ = unsafe functions.pointee.close_v2(connection) }

    /// Runs statements that have no rows.
    func run(_ sql: String) throws(RgitError) {
        guard unsafe functions.pointee.exec(connection, sql, nil, nil, nil) == RGIT_SQLITE_OK else {
            throw failure()
        }
    }

    /// Runs a statement with texts for its parameters; returns the first column of its rows.
    @discardableResult
    func run(_ sql: String, _ texts: [UInt8]...) throws(RgitError) -> [[UInt8]] {
        let statement = try prepare(sql)
        return try statement.run(texts)
    }

    /// A statement that is run several times.
    func prepare(_ sql: String) throws(RgitError) -> Statement {
        var statement: UnsafeMutableRawPointer?
        guard
            unsafe functions.pointee.prepare_v2(connection, sql, -1, &statement, nil) == RGIT_SQLITE_OK,
            let statement = unsafe statement
        else { throw failure() }
        return unsafe Statement(statement, self)
    }

    private func failure() -> RgitError {
        let words = unsafe functions.pointee.errmsg(connection).map { unsafe String(cString: $0) } ?? "error"
        return RgitError(.io, "database error (\(words))", path)
    }

    /// A statement of a connection.
    @safe final class Statement {
        private let statement: UnsafeMutableRawPointer
        private let owner: SQLiteConnection

        fileprivate init(_ statement: UnsafeMutableRawPointer, _ owner: SQLiteConnection) {
            unsafe self.statement = statement
            self.owner = owner
        }

        deinit { _ = unsafe owner.functions.pointee.finalize(statement) }

        /// Runs it; returns the first column of its rows.
        @discardableResult
        func run(_ texts: [[UInt8]]) throws(RgitError) -> [[UInt8]] {
            let functions = unsafe owner.functions.pointee
            var isBound = true
            for (index, text) in texts.enumerated() {
                let outcome = unsafe text.withUnsafeBytes { buffer in
                    let bytes = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                    // -1, SQLITE_TRANSIENT, has SQLite copy the text.
                    return unsafe functions.bind_text(
                        statement, Int32(index + 1), bytes, Int32(clamping: buffer.count),
                        UnsafeMutableRawPointer(bitPattern: -1))
                }
                if outcome != RGIT_SQLITE_OK { isBound = false }
            }
            guard isBound else { throw owner.failure() }
            var rows: [[UInt8]] = []
            while true {
                switch unsafe functions.step(statement) {
                case Int32(RGIT_SQLITE_ROW):
                    let count = unsafe Int(functions.column_bytes(statement, 0))
                    let text = unsafe functions.column_text(statement, 0)
                    rows.append(
                        unsafe text.map {
                            unsafe Array(UnsafeBufferPointer(start: $0, count: count))
                        } ?? [])
                case Int32(RGIT_SQLITE_DONE):
                    _ = unsafe functions.reset(statement)
                    return rows
                default:
                    let error = owner.failure()
                    _ = unsafe functions.reset(statement)
                    throw error
                }
            }
        }
    }
}
