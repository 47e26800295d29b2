// How often the random comparisons with git are made: a few times in every run, more when asked to.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `RGIT_TEST_ROUNDS` multiplies the number of random cases.
func rounds(_ usual: Int) -> Int {
    guard let text = getenv("RGIT_TEST_ROUNDS"), let factor = Int(String(cString: text)) else { return usual }
    return usual * factor
}

/// The process's time zone, for git to share.
func timeZone() -> String {
    getenv("TZ").map { String(cString: $0) } ?? ":/etc/localtime"
}
