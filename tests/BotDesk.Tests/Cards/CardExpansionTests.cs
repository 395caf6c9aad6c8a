namespace BotDesk.Tests.Cards;

/// <summary>Every card with every sample in every language, against the reference implementations.</summary>
public sealed class CardExpansionTests
{
    public static TheoryData<string, string, string> All => SampleCards.All();

    [NodeTheory]
    [MemberData(nameof(All))]
    public async Task A_card_expands_as_the_reference_does(string card, string sample, string language)
    {
        var reference = (await SampleCards.Reference.Value)[(card, sample, language)];

        Assert.Null(reference.Error);
        Json.AssertEqual(reference.Card, SampleCards.Render(card, sample, language));
    }

    [NodeTheory]
    [MemberData(nameof(All))]
    public async Task A_card_parses_without_a_complaint(string card, string sample, string language)
    {
        var reference = (await SampleCards.Reference.Value)[(card, sample, language)];

        Assert.Empty(reference.Events);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_card_fits_into_a_Teams_message(string card, string sample, string language)
    {
        var size = SampleCards.Library.Render(card, SampleCards.Data(card, sample), Language.Of(language)!).Length;

        Assert.InRange(size, 1, 28 * 1024);
    }
}
