using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;

namespace BotDesk.Data;

/// <summary>
/// Makes EF Core 10 run on SQLitePCLRaw 2.0.6, and SQLite itself be the operating system's where there is one.
/// </summary>
/// <remarks>
/// EF Core 10 is compiled against SQLitePCLRaw 2.1; its API is the same as 2.0.6, but the runtime refuses a lower assembly
/// version by itself. And the SQLite bundled with 2.0.6 is from 2021: the operating system's gets security updates.
/// It runs as a module initializer because both hooks must stand before anything touches SQLite.
/// </remarks>
internal static class SqliteProvider
{
    private const string OperatingSystemLibrary = "libsqlite3.so.0";

#pragma warning disable CA2255 // An application may use a module initializer; this one has to run before any SQLite type loads.
    [ModuleInitializer]
    internal static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name is { } simple && simple.StartsWith("SQLitePCLRaw", StringComparison.Ordinal) &&
            Path.Combine(AppContext.BaseDirectory, simple + ".dll") is var path && File.Exists(path)
                ? context.LoadFromAssemblyPath(path)
                : null;
        PreferOperatingSystemLibrary();
    }
#pragma warning restore CA2255

    /// <summary>The version of the SQLite library in use, such as <c>3.40.1</c>.</summary>
    public static string Version()
    {
        Batteries_V2.Init();
        return raw.sqlite3_libversion().utf8_to_string();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PreferOperatingSystemLibrary() =>
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, static (name, assembly, paths) =>
            name == "e_sqlite3" && OperatingSystem.IsLinux() && NativeLibrary.TryLoad(OperatingSystemLibrary, out var system)
                ? system
                : NativeLibrary.TryLoad(name, assembly, paths, out var bundled) ? bundled : IntPtr.Zero);
}
