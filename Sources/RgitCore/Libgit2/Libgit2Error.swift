// The error of a failed libgit2 call, copied at once on the thread of the call.

import Clibgit2
import GitObjects

/// A failed call of libgit2.
struct Libgit2Error: Error, Sendable, Equatable {
    /// A libgit2 return code; any number may occur, the known ones have names.
    struct Code: RawRepresentable, Sendable, Equatable {
        let rawValue: Int32
        static let notFound = Code(rawValue: GIT_ENOTFOUND.rawValue)
        static let ambiguous = Code(rawValue: GIT_EAMBIGUOUS.rawValue)
        static let mismatch = Code(rawValue: GIT_EMISMATCH.rawValue)
    }

    /// What the call returned.
    let code: Code
    /// The part of libgit2 that reported the error (`git_error_t`).
    let category: Int32
    /// Libgit2's message.
    let message: String
    /// The function that was called.
    let operation: StaticText

    /// libgit2's shared library is not installed, or not the one this program was made for.
    static let notLoaded = Libgit2Error(
        code: Code(rawValue: GIT_ERROR.rawValue), category: 0,
        message: "the shared library of libgit2 \(LIBGIT2_SOVERSION) cannot be loaded", operation: "dlopen")

    private init(code: Code, category: Int32, message: String, operation: StaticText) {
        self.code = code
        self.category = category
        self.message = message
        self.operation = operation
    }

    /// Copies the error of the call that has just failed on this thread.
    init(code: Int32, operation: StaticText, _ library: Libgit2Library) {
        self.code = Code(rawValue: code)
        self.operation = operation
        if let error = unsafe library.call.git_error_last(), let text = unsafe error.pointee.message {
            category = unsafe Int32(error.pointee.klass)
            message = unsafe String(decoding: FileSystem.bytes(of: text), as: UTF8.self)
        } else {
            category = 0
            message = "unknown error"
        }
    }

    /// The same error as an `RgitError`.
    func rgitError(object: ObjectID? = nil, subject: [UInt8] = []) -> RgitError {
        let thing = object?.hex ?? subject
        if code == .notFound { return RgitError(.missingObject, "missing object", thing, object: object) }
        return RgitError(.damaged, "\(operation.text): \(message)", thing, object: object)
    }
}

/// A string that is part of the program, comparable unlike `StaticString`.
struct StaticText: Sendable, Equatable, ExpressibleByStringLiteral {
    let text: String
    init(stringLiteral value: StaticString) { text = value.description }
}
