using BotDesk.Demo;

namespace BotDesk.Tests.Demo;

/// <summary>Who changes the demo's files learns what is wrong, in all of them at once.</summary>
public sealed class DemoFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("botdesk-demo-").FullName;

    public DemoFilesTests()
    {
        foreach (var file in (string[])["desk.yaml", "people.yaml", "tickets.yaml", "changes.yaml"])
        {
            File.Copy(Path.Combine(DemoCompany.DefaultFolder, file), Path.Combine(_folder, file));
        }

        Directory.CreateDirectory(Path.Combine(_folder, "articles"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Untouched_files_load() => Assert.Empty((await DemoCompany.LoadAsync(_folder)).Problems);

    [Theory]
    [InlineData("people.yaml", "manager: mira", "manager: myra", "[2].manager: there is no person 'myra'; did you mean 'mira'?")]
    [InlineData("people.yaml", "roles: [employee, approver]", "roles: [employee, boss]", "[7].roles[2]: 'boss' is not one of employee, approver, agent, manager")]
    [InlineData("people.yaml", "timeZone: Europe/Berlin", "timeZone: Hamburg", "[1].timeZone: 'Hamburg' is not a time zone; write one like Europe/Berlin or UTC")]
    [InlineData("people.yaml", "- handle: jonas", "- hundle: jonas", "[1]: unknown key 'hundle'; did you mean 'handle'?")]
    [InlineData("desk.yaml", "members: [anouk, tomasz]", "members: [anuk, tomasz]", "groups.service-desk.members[1]: there is no person 'anuk'; did you mean 'anouk'?")]
    [InlineData("people.yaml", "- handle: amara", "- handle: jonas", "[2].handle: there is already a person 'jonas'")]
    [InlineData("desk.yaml", "members: [anouk, tomasz]", "members: [anouk, anouk]", "groups.service-desk.members: 'anouk' is here twice")]
    [InlineData("desk.yaml", "owner: helena", "owner: [helena]", "services.vpn.owner: expected a text, found a list")]
    [InlineData("tickets.yaml", "requester: ewan", "requester: evan", "[1].requester: there is no person 'evan'; did you mean 'ewan'?")]
    [InlineData("tickets.yaml", "item: finance-share", "item: finance", "[3].item: there is no catalog item 'finance'")]
    [InlineData("tickets.yaml", "status: in-progress", "status: in progress", "[4].status: 'in progress' is not one of new, in-progress, pending, resolved, closed, cancelled, reopened; did you mean 'in-progress'?")]
    [InlineData("tickets.yaml", "opened: 35 minutes", "opened: a while ago", "[1].opened: 'a while ago' is not an age; write it like '2 days', '1 day 4 hours' or '35 minutes'")]
    [InlineData("tickets.yaml", "stars: 5", "stars: 6", "[11].rating.stars: '6' is not a number of stars from 1 to 5")]
    [InlineData("tickets.yaml", "say: \"Forty", "says: \"Forty", "[4].history[2]: unknown key 'says'; did you mean 'say'?")]
    public async Task A_mistake_in_a_file_is_named(string file, string was, string becomes, string message)
    {
        Replace(file, was, becomes);

        var load = await DemoCompany.LoadAsync(_folder);

        Assert.Null(load.Company);
        Assert.Contains(load.Problems, problem => problem.Message == message && problem.File == Path.Combine(_folder, file) && problem.Line > 0);
    }

    [Fact]
    public async Task A_bad_article_and_a_missing_file_are_named_together()
    {
        File.WriteAllText(Path.Combine(_folder, "articles", "bad.md"), "---\ntitle: x\n---\n");
        File.Delete(Path.Combine(_folder, "people.yaml"));

        var problems = (await DemoCompany.LoadAsync(_folder)).Problems.Select(problem => problem.ToString()).ToList();

        Assert.Contains(problems, problem => problem.EndsWith("bad.md:1: the body is missing", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith(Path.Combine(_folder, "people.yaml") + ": cannot be read", StringComparison.Ordinal));
    }

    private void Replace(string file, string was, string becomes)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} no longer has '{was}'.");
        File.WriteAllText(path, string.Concat(text.AsSpan(0, at), becomes, text.AsSpan(at + was.Length)));
    }
}
