using BotDesk.Conversation.Understanding;

namespace BotDesk.Tests.Conversation.Understanding;

public sealed class ShortRepliesTest
{
    [Theory]
    [InlineData("yes", ShortReply.Yes)]
    [InlineData("Yes please!", ShortReply.Yes)]
    [InlineData("ja bitte", ShortReply.Yes)]
    [InlineData("ok", ShortReply.Yes)]
    [InlineData("👍", ShortReply.Yes)]
    [InlineData("no", ShortReply.No)]
    [InlineData("nein danke", ShortReply.No)]
    [InlineData("nope, sorry", ShortReply.No)]
    [InlineData("yes that fixed it", ShortReply.Helped)]
    [InlineData("that fixed it, thanks a lot!", ShortReply.Helped)]
    [InlineData("es geht wieder", ShortReply.Helped)]
    [InlineData("ja, das hat geholfen, danke", ShortReply.Helped)]
    [InlineData("that didn't help", ShortReply.DidNotHelp)]
    [InlineData("no, still broken", ShortReply.DidNotHelp)]
    [InlineData("hat leider nicht geholfen", ShortReply.DidNotHelp)]
    [InlineData("geht immer noch nicht", ShortReply.DidNotHelp)]
    [InlineData("create a ticket please", ShortReply.FileTicket)]
    [InlineData("no, create a ticket", ShortReply.FileTicket)]
    [InlineData("bitte ein ticket erstellen", ShortReply.FileTicket)]
    [InlineData("talk to a human", ShortReply.TalkToPerson)]
    [InlineData("mit einem Menschen sprechen bitte", ShortReply.TalkToPerson)]
    [InlineData("send it", ShortReply.Submit)]
    [InlineData("abschicken", ShortReply.Submit)]
    [InlineData("cancel", ShortReply.Cancel)]
    [InlineData("abbrechen bitte", ShortReply.Cancel)]
    [InlineData("go back", ShortReply.Back)]
    [InlineData("zurück", ShortReply.Back)]
    [InlineData("skip", ShortReply.Skip)]
    [InlineData("weiß nicht", ShortReply.Skip)]
    [InlineData("5", ShortReply.Rating)]
    [InlineData("4 stars", ShortReply.Rating)]
    [InlineData("3/5", ShortReply.Rating)]
    [InlineData("2 Sterne", ShortReply.Rating)]
    [InlineData("⭐⭐⭐", ShortReply.Rating)]
    public void A_short_reply_is_recognised(string text, ShortReply reply) => Assert.Equal(reply, ShortReplies.Recognise(text));

    [Theory]
    [InlineData("yes that fixed it but now outlook is broken")]
    [InlineData("no idea why my printer is broken")]
    [InlineData("ja aber jetzt geht der drucker nicht")]
    [InlineData("yes and i also need a mouse")]
    [InlineData("it works on my phone only")]
    [InlineData("5 monitors")]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("not sure if this fixed it")]
    [InlineData("yes no")]
    [InlineData("outlook doesn't work")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public void Anything_more_is_free_text(string? text) => Assert.DoesNotContain(ShortReplies.Recognise(text), new[] { ShortReply.Yes, ShortReply.No, ShortReply.Helped, ShortReply.DidNotHelp, ShortReply.Rating });

    [Theory]
    [InlineData("5", 5)]
    [InlineData("4 stars!", 4)]
    [InlineData("3 von 5", 3)]
    [InlineData("★★", 2)]
    public void A_rating_is_read(string text, int stars)
    {
        Assert.True(ShortReplies.TryRating(text, out var read));
        Assert.Equal(stars, read);
    }
}
