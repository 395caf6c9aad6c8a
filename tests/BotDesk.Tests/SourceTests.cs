using System.Text.RegularExpressions;

namespace BotDesk.Tests;

/// <summary>Habits that every source file keeps.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 300;

    // One idea each, and longer: another's rules in tables and grammars, which are compared with where they come from; a search; the first schema.
    private static readonly string[] Long =
    [
        "src/BotDesk.Search/Analysis/EnglishStemmer.cs", "src/BotDesk.Search/QueryParsing/QueryParser.cs", "src/BotDesk.Search/IndexSearcher.cs",
        "src/BotDesk/Cards/Expressions/ExpressionParser.cs", "src/BotDesk/Data/Migrations/M0001Initial.cs",
    ];

    [Fact]
    public void No_file_is_so_long_that_it_holds_two_ideas()
    {
        var tooLong = from file in Files("src", "*.cs")
                      let lines = File.ReadLines(file).Count()
                      where lines > LongestFile && !Long.Contains(Short(file))
                      select $"{Short(file)} has {lines} lines. A file is one idea; look where it can be divided.";

        Assert.True(!tooLong.Any(), string.Join('\n', tooLong));
    }

    [Fact]
    public void No_test_sleeps()
    {
        // What measures has its own rhythm.
        var sleeping = from file in Files("tests", "*.cs")
                       where !Short(file).Contains("Benchmarks", StringComparison.Ordinal) && Path.GetFileName(file) != $"{nameof(SourceTests)}.cs" && Sleep().IsMatch(File.ReadAllText(file)) && !Forever().IsMatch(File.ReadAllText(file))
                       select $"{Short(file)} sleeps: it is slow where the machine is fast, and fails where it is slow. Wait for what shall happen, with a deadline.";

        Assert.True(!sleeping.Any(), string.Join('\n', sleeping));
    }

    [Fact]
    public void What_runs_on_each_database_is_a_story_and_so_left_out_where_there_is_no_PostgreSQL()
    {
        var others = from type in typeof(SourceTests).Assembly.GetTypes()
                     where typeof(IOnPostgres).IsAssignableFrom(type)
                     from method in type.GetMethods()
                     where Attribute.GetCustomAttribute(method, typeof(FactAttribute)) is not (null or StoryAttribute)
                     select $"{type.Name}.{method.Name} is no [Story]. Make it one, or move it to a class that does not run on PostgreSQL.";

        Assert.True(!others.Any(), string.Join('\n', others));
    }

    [Fact]
    public void Nothing_is_left_to_be_done_later()
    {
        var open = from file in Files("src", "*.cs").Concat(Files("tests", "*.cs"))
                   where Path.GetFileName(file) != $"{nameof(SourceTests)}.cs" && Later().IsMatch(File.ReadAllText(file))
                   select $"{Short(file)} postpones something. Do it now, or open an issue for it.";

        Assert.True(!open.Any(), string.Join('\n', open));
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(DeskOptions.Home, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !Short(file).Split('/').Intersect(["bin", "obj", "node_modules"]).Any());

    private static string Short(string file) => Path.GetRelativePath(DeskOptions.Home, file).Replace('\\', '/');

    [GeneratedRegex(@"\bThread\.Sleep\(|\bTask\.Delay\(")]
    private static partial Regex Sleep();

    // A server of a test that never answers does not make the test wait.
    [GeneratedRegex(@"Task\.Delay\(Timeout\.Infinite")]
    private static partial Regex Forever();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Later();
}
