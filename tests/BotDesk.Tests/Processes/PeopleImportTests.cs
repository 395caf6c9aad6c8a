namespace BotDesk.Tests.Processes;

/// <summary>An administrator brings a company's people, as its directory exports them.</summary>
public sealed class PeopleImportTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("botdesk-data-").FullName;
    private readonly string _folder = Directory.CreateTempSubdirectory("botdesk-caller-").FullName;

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_directory_s_export_makes_people_known_once()
    {
        const string export = """
            userPrincipalName,displayName,surname,mail,id,jobTitle,department,manager,preferredLanguage,accountEnabled
            ada.king@example.com,Ada King,King,ada.king@example.com,11111111-1111-1111-1111-111111111111,Analyst,Finance,grace@example.com,en-GB,TRUE
            grace@example.com,"Grace, Hopper",Hopper,Grace@Example.com,22222222-2222-2222-2222-222222222222,Head of Finance,Finance,,,TRUE
            """;

        var (code, output, errors) = await Import(export);
        var (_, again, _) = await Import(export);
        var (_, people, _) = await DeskProcess.RunAsync(_data, _folder, "people");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("2 new, 0 updated, 0 as they were; 0 problems", output, StringComparison.Ordinal);
        Assert.Contains("0 new, 0 updated, 2 as they were", again, StringComparison.Ordinal);
        Assert.Contains("Grace, Hopper", people, StringComparison.Ordinal);
        Assert.DoesNotContain("agent", people, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_line_and_stops_nothing_else()
    {
        var (code, output, errors) = await Import("""
            displayName;mail;timeZone;manager
            Ada King;ada@example.com;Europe/London;
            ;nobody@example.com;;
            No Address;;;
            Wrong Address;at home;;
            Wrong Zone;zone@example.com;Mars/Olympus;
            Her Report;report@example.com;;boss@example.com
            """);

        Assert.Equal(1, code);
        Assert.Contains("2 new", output, StringComparison.Ordinal);
        Assert.Equal(
            ["people.csv:3", "people.csv:4", "people.csv:5", "people.csv:6", "people.csv:7"],
            errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")[0]));
        Assert.Contains("'boss@example.com' is nobody here", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mail,department\nada@example.com,Finance\n")]
    public async Task A_file_that_is_no_list_of_people_is_said_so(string file)
    {
        var (code, output, errors) = await Import(file);

        Assert.Equal(1, code);
        Assert.Contains("0 new", output, StringComparison.Ordinal);
        Assert.Contains("people.csv:1: the first line must name the columns", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_went_to_somebody_else_brings_nothing_along()
    {
        await Import("id,displayName,mail\n1,Sam Old,sam@example.com\n");
        await DeskProcess.RunAsync(_data, _folder, "grant", "sam@example.com", "agent");

        await Import("id,displayName,mail\n2,Sam New,sam@example.com\n");
        var (_, people, _) = await DeskProcess.RunAsync(_data, _folder, "people");

        var lines = people.Split('\n');
        Assert.Contains("agent", lines.Single(line => line.Contains("Sam Old", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("sam@example.com", lines.Single(line => line.Contains("Sam Old", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("agent", lines.Single(line => line.Contains("Sam New", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> Import(string file)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "people.csv"), file);
        return await DeskProcess.RunAsync(_data, _folder, "import", "people", "people.csv");
    }
}
