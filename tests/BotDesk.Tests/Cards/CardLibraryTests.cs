using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Cards;

namespace BotDesk.Tests.Cards;

public sealed class CardLibraryTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cards-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Cards_are_known_by_their_path_and_samples_are_not_cards()
    {
        Write("tickets/list.json", """{"heading": "${heading}"}""");
        Write("tickets/list.samples.json", """{"usual": {"heading": "Yours"}}""");

        var library = CardLibrary.Load(_directory.FullName);

        Assert.Equal(["tickets/list"], library.Cards);
        Assert.Equal(["usual"], library.Samples("tickets/list").Select(sample => sample.Key));
    }

    [Fact]
    public void All_ways_to_hand_over_data_give_the_same_card()
    {
        Write("a/b.json", """{"text": "${text}"}""");
        var library = CardLibrary.Load(_directory.FullName);

        byte[] expected = [.. """{"text":"é مرحبا \"<"}"""u8];

        Assert.Equal(expected, library.Render("a/b", JsonElement.Parse("""{"text": "é مرحبا \"<"}"""), Language.English));
        Assert.Equal(expected, library.Render("a/b", new JsonObject { ["text"] = "é مرحبا \"<" }, Language.English));
    }

    [Fact]
    public void One_bad_template_stops_the_start_and_is_named()
    {
        Write("a/good.json", "{}");
        Write("a/bad.json", """{"a": "${nope()}"}""");

        var refused = Assert.Throws<CardTemplateException>(() => CardLibrary.Load(_directory.FullName));

        Assert.Contains(Path.Combine("a", "bad.json") + "(1,7)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_a_missing_card_and_missing_samples_are_named()
    {
        Write("a/b.json", "{}");
        var library = CardLibrary.Load(_directory.FullName);

        Assert.Contains("nowhere", Assert.Throws<CardTemplateException>(() => CardLibrary.Load(Path.Combine(_directory.FullName, "nowhere"))).Message, StringComparison.Ordinal);
        Assert.Contains("a/c", Assert.Throws<CardTemplateException>(() => library.Render("a/c", JsonElement.Parse("{}"), Language.English)).Message, StringComparison.Ordinal);
        Assert.Contains("no samples", Assert.Throws<CardTemplateException>(() => library.Samples("a/b")).Message, StringComparison.Ordinal);
    }

    private void Write(string path, string json)
    {
        var file = Path.Combine(_directory.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, json);
    }
}
