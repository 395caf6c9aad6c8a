using BotDesk.Tickets;

namespace BotDesk.Tests.Tickets;

/// <summary>Whether two messages are about things in different places.</summary>
public sealed class NamedPlacesTest
{
    [Theory]
    [InlineData("the label printer at gate 4", "Second floor printer prints blank pages")]
    [InlineData("printer at gate 5 jams", "the printer at gate 4 jams")]
    [InlineData("the projector in room Berlin is green", "projector in room Kestrel flickers")]
    [InlineData("der Drucker im 3. Stock druckt nicht", "Drucker im zweiten Stock druckt nicht")]
    [InlineData("der Etikettendrucker an Tor 4", "the printer on the second floor")]
    [InlineData("no wifi in building C", "no wifi in building B")]
    public void They_are(string one, string other)
    {
        Assert.True(NamedPlaces.Differ(one, other));
        Assert.True(NamedPlaces.Differ(other, one));
    }

    [Theory]
    [InlineData("the printer on the 2nd floor prints blank pages again", "Second floor printer prints blank pages")]
    [InlineData("the printer still prints blank pages", "Second floor printer prints blank pages")]
    [InlineData("Drucker im 2. Stock druckt nur leere Seiten", "Second floor printer prints blank pages")]
    [InlineData("the gate printer jams again", "the printer at gate 4 jams")]
    [InlineData("printer in the hall on the second floor", "Second floor printer prints blank pages")]
    [InlineData("my vpn drops in the hotel", "my vpn drops every ten minutes")]
    [InlineData("no picture in room Kestrel", "the projector in room Kestrel flickers")]
    public void They_may_be_the_same(string one, string other)
    {
        Assert.False(NamedPlaces.Differ(one, other));
        Assert.False(NamedPlaces.Differ(other, one));
    }
}
