// What programs that use Foundation expect of the library's values; a product of its own, since RgitCore does without it.

import Foundation
@_exported import RgitCore

extension RgitError: LocalizedError {
    /// What went wrong with which thing, such as `unknown revision: no-such-branch`.
    public var errorDescription: String? { subject.isEmpty ? what : "\(what): \(subject)" }
    /// A sentence that says what would help; `nil` where nothing is known to.
    public var recoverySuggestion: String? { hint }
}

extension Timestamp {
    /// The moment, without the offset it was recorded with.
    public var date: Date { Date(timeIntervalSince1970: Double(seconds)) }
}
