using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace BotDesk.CompanyDirectory;

/// <summary>
/// Reads people from comma-separated values with a line of column names, such as the users that Microsoft Entra exports
/// (https://learn.microsoft.com/entra/identity/users/users-bulk-download). Columns it does not know are ignored.
/// </summary>
internal sealed class PeopleCsv
{
    private readonly CsvReader _csv;
    private readonly string[] _header;

    private PeopleCsv(CsvReader csv) => (_csv, _header) = (csv, [.. csv.HeaderRecord!.Select(Plain)]);

    /// <param name="file">Stands before the line in each entry's source.</param>
    public static IEnumerable<PersonEntry> Read(TextReader reader, string file)
    {
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        });
        if (!csv.Read() || !csv.ReadHeader() || new PeopleCsv(csv) is not { KnowsPeople: true } people)
        {
            yield return new PersonProblem($"{file}:1", "the first line must name the columns, displayName and one of mail and id among them");
            yield break;
        }

        while (csv.Read())
        {
            yield return people.Person($"{file}:{csv.Parser.RawRow}");
        }
    }

    private bool KnowsPeople => _header.Intersect(["name", "displayname"]).Any() && _header.Intersect(["mail", "email", "userprincipalname", "id", "objectid"]).Any();

    private PersonEntry Person(string source)
    {
        var person = new PersonRecord(
            DirectoryId: Value("id", "objectid", "directoryid"),
            Email: Value("mail", "email", "userprincipalname"),
            Name: Value("displayname", "name") ?? "",
            JobTitle: Value("jobtitle"),
            Department: Value("department"),
            Manager: Value("manager"),
            TimeZone: Value("timezone"),
            Locale: Value("preferredlanguage", "locale"),
            source);
        return Wrong(person) is { } reason ? new PersonProblem(source, reason) : person;
    }

    /// <summary>The first of these columns that has a value.</summary>
    private string? Value(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (Array.IndexOf(_header, column) is >= 0 and var at && _csv.TryGetField<string>(at, out var value) && !string.IsNullOrWhiteSpace(value))
            {
                return value;
            }
        }

        return null;
    }

    private static string Plain(string column) => column.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string? Wrong(PersonRecord person) =>
        person.Name.Length == 0 ? "the name is missing"
        : person.Email is null && person.DirectoryId is null ? "there is neither an e-mail address nor a directory id, so nobody could be told from others"
        : person.Email is { } email && !PersonRules.IsAddress(email) ? $"'{email}' is no e-mail address"
        : person.TimeZone is { } zone && !PersonRules.IsTimeZone(zone) ? $"'{zone}' is no time zone; write it like Europe/London"
        : person.Locale is { } locale && !PersonRules.IsLocale(locale) ? $"'{locale}' is no language; write it like en-GB"
        : Texts(person).Any(text => text?.Length > PersonRules.LongestValue) ? $"a value is longer than {PersonRules.LongestValue} characters"
        : null;

    private static string?[] Texts(PersonRecord person) => [person.Name, person.Email, person.DirectoryId, person.JobTitle, person.Department, person.Manager];
}
