// Dates as the value of an option.

import RgitCore

extension Values {
    /// A date in seconds since 1970; what does not parse is an error, never "now".
    static func date(
        _ bytes: [UInt8], for option: String, _ context: ParseContext
    ) throws(RgitError) -> Int64 {
        do throws(RgitError) {
            return try ApproximateDate.parse(bytes, now: context.environment.now)
        } catch {
            throw RgitError(error.kind, "not a date for \(option)", bytes, hint: error.hint)
        }
    }
}
