using System.Text.RegularExpressions;
using BotDesk.Cards;
using BotDesk.Tests.Cards;

namespace BotDesk.Tests.Texts;

/// <summary>The resource files hold every text that the sources and the cards name, whole in every language, and no other.</summary>
public sealed partial class ResourceFileTests
{
    private static readonly string[] Sources = [.. Directory.EnumerateFiles(Path.Combine(DeskOptions.Home, "src", "BotDesk"), "*.*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" or ".razor" && !file.Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin"]).Any())];

    /// <summary>Folders for programs and administrators.</summary>
    private static readonly string[] NotYet = ["Console", "Rest", "CommandLine", "CompanyDirectory", "Demo"];

    private static readonly IReadOnlyList<UsedPhrase> Used = [.. Sources.SelectMany(file => UsedPhrase.In(File.ReadAllText(file), Path.GetFileName(file)))];

    private static readonly HashSet<string> UsedByCards = [.. SampleCards.Library.Cards.SelectMany(card => CardWords.Keys(SampleCards.Source(card), card))];

    [Fact]
    public void Every_language_has_every_text()
    {
        var all = Language.All.SelectMany(language => TextFiles.Of(language).Keys).Distinct();
        var missing = from key in all
                      from language in Language.All
                      where !TextFiles.Has(language, key) || string.IsNullOrWhiteSpace(TextFiles.Find(language, key).Source)
                      select $"{key} is missing in {language}.";

        Assert.True(!missing.Any(), string.Join('\n', missing));
    }

    [Fact]
    public void A_text_has_the_same_placeholders_in_every_language()
    {
        var different = from key in TextFiles.Of(Language.English).Keys
                        let english = Placeholders(Language.English, key)
                        let german = Placeholders(Language.German, key)
                        where english != german
                        select $"{key} has {english} in English and {german} in German.";

        Assert.True(!different.Any(), string.Join('\n', different));
    }

    [Fact]
    public void Every_text_that_is_said_exists_and_gets_its_values()
    {
        var wrong = from phrase in Used
                    let known = TextFiles.Has(Language.English, phrase.Key)
                    let wanted = known ? Names(TextFiles.Find(Language.English, phrase.Key).Placeholders) : ""
                    where !known || wanted != Names(phrase.Values)
                    select known ? $"{phrase.Place}: {phrase.Key} wants {wanted}, and gets {Names(phrase.Values)}." : $"{phrase.Place}: there is no text {phrase.Key}.";

        Assert.NotEmpty(Used);
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void Every_text_is_said_somewhere()
    {
        var unused = TextFiles.Of(Language.English).Keys.Except(Used.Select(phrase => phrase.Key)).Except(UsedByCards).Order();

        Assert.True(!unused.Any(), $"Nobody says these any more: {string.Join(", ", unused)}");
    }

    [Fact]
    public void Texts_of_cards_leave_people_s_words_to_the_card()
    {
        // What a card's text gets, its template fills in: "${name}", never "{name}".
        var wrong = UsedByCards.SelectMany(key => Language.All.Select(language => TextFiles.Find(language, key))).Where(text => text.Placeholders.Any()).Select(text => text.Source);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_source_names_its_texts_in_full()
    {
        // Otherwise these tests could not see them.
        var hidden = from file in Sources
                     from Match call in AnyCall().Matches(File.ReadAllText(file))
                     where Path.GetFileName(file) != "Phrase.cs"
                     select $"{Path.GetFileName(file)}: {call.Value}";

        Assert.True(!hidden.Any(), string.Join('\n', hidden));
    }

    [Fact]
    public void What_is_said_to_people_stands_in_the_resource_files()
    {
        // What programs are told that send something wrong is in English alone, as the names of the fields are.
        var literal = from file in Sources
                      where !NotYet.Any(folder => file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) && !ForPrograms().IsMatch(Path.GetFileName(file))
                      from Match said in Said().Matches(File.ReadAllText(file))
                      select $"{Path.GetFileName(file)}: {said.Value}";

        Assert.True(!literal.Any(), string.Join('\n', literal));
    }

    private static string Placeholders(Language language, string key)
    {
        var text = TextFiles.Find(language, key);
        return Names([.. text.Placeholders, .. CardBinding().Matches(text.Source).Select(match => match.Value)]);
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex CardBinding();

    [GeneratedRegex("""(\.Say|\.SayAsync|\.SayInAsync|Refusal\.(Invalid|Forbidden|NotFound|Conflict))\((\w+(\.\w+)*, )?("\w*", )?\$?"[^"]* [^"]*""")]
    private static partial Regex Said();

    [GeneratedRegex(@"Endpoints?\.cs$|^(Ticket|Change)Pages\.cs$|^ChangeRequests\.cs$")]
    private static partial Regex ForPrograms();

    [GeneratedRegex("Phrase\\.Of\\((?!\")[^)]*")]
    private static partial Regex AnyCall();
}
