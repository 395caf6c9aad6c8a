using System.Net.Http.Json;
using BotDesk.Demo;
using BotDesk.Policy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BotDesk.Tests.Policy;

/// <summary>desk.yaml changes while the desk runs.</summary>
public sealed class PolicyReloadTests
{
    private static readonly string Demo = File.ReadAllText(Path.Combine(DemoCompany.DefaultFolder, "desk.yaml"));

    [Fact]
    public async Task What_the_file_says_now_is_what_people_get()
    {
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Clock = new FakeTime() });
        var sofie = desk.As("sofie");
        Write(desk, Demo
            .Replace("en: Visio licence", "en: Drawing licence", StringComparison.Ordinal)
            .Replace("keywords: [printer, print,", "keywords: [papyrus machine, printer, print,", StringComparison.Ordinal));

        Look(desk);
        Assert.Contains("Visio licence", (await sofie.Says("I need Visio")).Everything, StringComparison.Ordinal);
        await sofie.Says("cancel");
        Look(desk);

        Assert.Contains("Drawing licence", (await sofie.Says("I need Visio")).Everything, StringComparison.Ordinal);
        await sofie.Says("cancel");
        using var understood = await desk.Http.PostAsJsonAsync("/api/understand", new { text = "the papyrus machine is broken" });
        Assert.Contains("\"service\":\"printing\"", await understood.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("organisation: [")]
    [InlineData("")]
    [InlineData("organisation:\n  name: Half a file\n")]
    public async Task A_file_with_a_mistake_changes_nothing_until_it_is_mended(string wrong)
    {
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Clock = new FakeTime() });
        var before = InForce(desk);

        Write(desk, wrong);
        LookTwice(desk);
        Assert.Same(before, InForce(desk));

        Write(desk, Demo.Replace("name: Larkfield", "name: Larkfield and Sons", StringComparison.Ordinal));
        LookTwice(desk);
        Assert.Equal("Larkfield and Sons", InForce(desk).Organisation.Name);
    }

    [Fact]
    public async Task A_file_that_goes_away_is_not_an_empty_policy()
    {
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Clock = new FakeTime() });
        Write(desk, Demo);
        LookTwice(desk);

        File.Delete(Path.Combine(desk.DataDirectory, "desk.yaml"));
        LookTwice(desk);

        Assert.Equal("Larkfield", InForce(desk).Organisation.Name);
    }

    [Fact]
    public async Task A_folder_that_is_swapped_behind_a_link_is_noticed()
    {
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Clock = new FakeTime() });
        var (file, data) = (Path.Combine(desk.DataDirectory, "desk.yaml"), Path.Combine(desk.DataDirectory, "..data"));
        foreach (var (version, name) in ((string, string)[])[("1", "Larkfield"), ("2", "Larkfield and Sons"), ("3", "Larkfield and Sons again")])
        {
            var folder = Directory.CreateDirectory(Path.Combine(desk.DataDirectory, version)).FullName;
            File.WriteAllText(Path.Combine(folder, "desk.yaml"), Demo.Replace("name: Larkfield", $"name: {name}", StringComparison.Ordinal));
        }

        Directory.CreateSymbolicLink(data, "1");
        File.CreateSymbolicLink(file, Path.Combine("..data", "desk.yaml"));
        LookTwice(desk);
        foreach (var (version, name) in ((string, string)[])[("2", "Larkfield and Sons"), ("3", "Larkfield and Sons again")])
        {
            Directory.Delete(data);
            LookTwice(desk);
            Directory.CreateSymbolicLink(data, version);
            LookTwice(desk);

            Assert.Equal(name, InForce(desk).Organisation.Name);
        }
    }

    private static DeskPolicy InForce(DeskHost desk) => desk.Services.GetRequiredService<PolicySource>().Current;

    private static void Write(DeskHost desk, string text) => File.WriteAllText(Path.Combine(desk.DataDirectory, "desk.yaml"), text);

    private static void Look(DeskHost desk) => desk.Services.GetServices<IHostedService>().OfType<PolicyReload>().Single().Look();

    private static void LookTwice(DeskHost desk)
    {
        Look(desk);
        Look(desk);
    }
}
