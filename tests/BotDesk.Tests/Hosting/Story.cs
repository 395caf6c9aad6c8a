using Xunit.Abstractions;
using Xunit.Sdk;

namespace BotDesk.Tests;

/// <summary>The doors by which people reach the desk: a story that takes one holds behind each of them.</summary>
public enum Door
{
    Teams,
    WebChat,
}

/// <summary>Stories that hold on each database.</summary>
public abstract class DeskStories
{
    /// <summary>A desk on a database of its own.</summary>
    internal async Task<DeskHost> StartDesk(DeskSetup? setup = null)
    {
        setup ??= new DeskSetup();
        return await DeskHost.StartAsync(this is not IOnPostgres ? setup : setup with
        {
            Postgres = FirstStart.Fits(setup) ? await FirstStart.CopyDatabaseAsync(setup) : await PostgresServer.CreateDatabaseAsync(),
        });
    }
}

/// <summary>A test told as people live it. One with a <see cref="Door"/> as its parameter runs once per door.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("BotDesk.Tests.StoryDiscoverer", "BotDesk.Tests")]
public sealed class StoryAttribute : FactAttribute;

/// <summary>Finds the cases of a story.</summary>
public sealed class StoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        List<object[]?> cases = testMethod.Method.GetParameters().Any() ? [.. Enum.GetValues<Door>().Select(door => new object[] { door })] : [null];
        return [.. cases.Select(arguments => new StoryCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, arguments))];
    }
}

/// <summary>One case of a story; on PostgreSQL skipped where there is none.</summary>
public sealed class StoryCase : XunitTestCase
{
    [Obsolete("For the runner, which fills it by itself.")]
    public StoryCase()
    {
    }

    public StoryCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method, object[]? arguments)
        : base(diagnostics, display, displayOptions, method, arguments)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        base.GetSkipReason(factAttribute) ?? (typeof(IOnPostgres).IsAssignableFrom(TestMethod.TestClass.Class.ToRuntimeType()) ? PostgresServer.SkipReason : null);
}
