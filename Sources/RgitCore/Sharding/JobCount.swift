// How many workers this process may keep busy: the cores it is allowed on, and what its control group grants.

import Cscheduling

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The number of workers where the caller asks for none.
public enum JobCount {
    /// The cores this process may use, by affinity and by the quotas of its control groups; at least one.
    public static func available() -> Int {
        let cores = allowedCores()
        #if os(Linux)
            // A quota of one and a half cores feeds one worker: a second would be stopped half of the time.
            if let quota = ControlGroup().quota { return max(1, min(cores, Int(quota))) }
        #endif
        return cores
    }

    /// The same, counted once for the whole process, when first asked for: most short questions share no work.
    package static let once = available()

    /// The cores that the calling thread may run on.
    static func allowedCores() -> Int {
        let allowed = Int(rgit_allowed_processors())
        return allowed > 0 ? allowed : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}

/// The processor quotas of the control groups this process is in, in cores.
///
/// The files are those of the kernel's cgroup documentation: `cpu.max` of the unified hierarchy, `cpu.cfs_quota_us` and
/// `cpu.cfs_period_us` of the older one; the strictest of a group and its ancestors counts.
struct ControlGroup {
    /// The strictest quota; `nil` when there is none.
    let quota: Double?

    /// Reads `/proc/self/cgroup` and the files it leads to; `read` gives a file's content, `nil` when there is none.
    init(_ read: (String) -> String? = ControlGroup.content) {
        var strictest: Double?
        func consider(_ quota: Double?) {
            guard let quota, quota > 0 else { return }
            strictest = min(strictest ?? quota, quota)
        }
        for line in (read("/proc/self/cgroup") ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let path = parts[2] == "/" ? "" : String(parts[2])
            if parts[1].isEmpty {
                for group in ControlGroup.withAncestors(path) {
                    consider(read("/sys/fs/cgroup\(group)/cpu.max").flatMap(ControlGroup.unified))
                }
            } else if parts[1].split(separator: ",").contains("cpu") {
                for group in ControlGroup.withAncestors(path) {
                    for mount in ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct"] {
                        consider(
                            ControlGroup.ratio(
                                read("\(mount)\(group)/cpu.cfs_quota_us"),
                                read("\(mount)\(group)/cpu.cfs_period_us")))
                    }
                }
            }
        }
        quota = strictest
    }

    /// `/a/b`, `/a` and the root, which is the empty path.
    private static func withAncestors(_ path: String) -> [String] {
        var groups = [path]
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/") {
            rest = rest[..<slash]
            groups.append(String(rest))
        }
        return groups
    }

    /// `150000 100000` is one and a half cores, `max 100000` no limit.
    private static func unified(_ content: String) -> Double? {
        let words = content.split { $0 == " " || $0 == "\n" }
        guard words.count == 2 else { return nil }
        return ratio(String(words[0]), String(words[1]))
    }

    private static func ratio(_ quota: String?, _ period: String?) -> Double? {
        func number(_ text: String?) -> Double? {
            text?.split { $0 == " " || $0 == "\n" }.first.flatMap { Double($0) }
        }
        guard let quota = number(quota), let period = number(period), quota > 0, period > 0 else {
            return nil
        }
        return quota / period
    }

    /// The beginning of a small file; `nil` when it cannot be read.
    static func content(_ path: String) -> String? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(descriptor, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
}
