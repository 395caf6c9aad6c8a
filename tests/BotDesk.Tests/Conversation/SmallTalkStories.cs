namespace BotDesk.Tests.Conversation;

/// <summary>Greetings, help, and what nobody could understand.</summary>
public class SmallTalkStories : DeskStories
{
    [Story]
    public async Task Help_and_a_greeting_say_in_five_lines_what_it_can_do(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);

        foreach (var words in new[] { "help", "hello", "hi", "what can you do?" })
        {
            var help = (await jonas.Says(words)).Card("conversation/help");
            foreach (var line in new[] { "Something is broken?", "Need something?", "Where is my ticket?", "Something to add?", "Rather a person?" })
            {
                Assert.Contains(line, help.Text, StringComparison.Ordinal);
            }
        }
    }

    [Story]
    public async Task Each_suggestion_under_help_does_something()
    {
        await using var desk = await StartDesk();

        foreach (var handle in new[] { "jonas", "tomasz" })
        {
            var talker = desk.As(handle);
            var help = (await talker.Says("help")).Card("conversation/help");
            Assert.NotEmpty(help.Buttons);
            foreach (var button in help.Buttons)
            {
                Assert.NotEmpty((await talker.Clicks(help, button)).Everything);
            }
        }
    }

    [Story]
    public async Task Whatever_is_said_is_answered(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);

        foreach (var words in new[]
        {
            "asdf qwer zxcv", "???", ".", "😀😀😀", "yes", "no", "42", "INC", "KB", "INC0", "ok", "send it", "cancel", "5", "the first one", "{\"a\":1}", "<script>alert(1)</script>",
            "thanks", "approve", "reopen", "close it", "add to it", "add to INC1:", "reply INC1: x", "request:", "problem:", "bitte hilf mir", "ich brauche visio", "tell me a joke", "\u202Eabc",
            new string('x', 3000), "'; DROP TABLE tickets; --", "${number}", "{{DATE(2026-01-01T00:00:00Z)}}", "status of INC999999999999", "null", "undefined", "\t \n x",
        })
        {
            Assert.NotEmpty((await jonas.Says(words)).Everything);
        }
    }

    [Story]
    public async Task A_single_word_is_answered_by_what_it_says()
    {
        await using var desk = await StartDesk();
        var (english, german) = (desk.As("jonas"), desk.As("ewan"));

        await Answers(english, "What is wrong?", "problems", "problem", "issue", "issues", "error", "errors", "broken", "bug", "urgent", "nothing works", "I have a problem", "report");
        await Answers(german, "Was geht nicht?", "Probleme", "Fehler", "Störung", "kaputt", "nichts geht mehr", "ich habe ein Problem", "dringend", "melden");
        await Answers(english, "What I can do for you", "what", "why", "question", "please", "again");
        await Answers(german, "Was ich für Sie tun kann", "warum", "Frage", "bitte", "nochmal");
        await Answers(english, "Fine, we leave it at that", "nothing", "stop", "sorry", "no thanks");
        await Answers(german, "Gut, wir belassen es dabei", "nichts", "stopp", "Entschuldigung");
        await Answers(english, "You are welcome", "ok thanks");
        await Answers(german, "Gern geschehen", "nein danke", "ok danke");
        await Answers(english, "What you can order", "order");
        await Answers(german, "Was Sie bestellen können", "bestellen");
        await Answers(english, "I am not sure what you mean", "test", "ok", "new");

        // What is unclear is not taken for the likelier of two that are answered differently.
        Assert.DoesNotContain("outside of what I can do", (await english.Says("next")).Everything, StringComparison.Ordinal);

        // After a question or an offer it goes on with that.
        await english.Says("report a problem");
        await Answers(english, "What is wrong?", "error");
        Assert.Equal("knowledge/suggestions", (await english.Says("my vpn drops every ten minutes")).Cards[0].Template);

        static async Task Answers(Talker talker, string answer, params string[] words)
        {
            foreach (var word in words)
            {
                var reply = await talker.Says(word);
                Assert.True(reply.Everything.Contains(answer, StringComparison.Ordinal), $"{word}: {reply.Everything}");
            }
        }
    }

    [Story]
    public async Task Asking_for_questions_without_a_form_says_what_they_are_for_and_goes_on_with_one_that_was_left()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        Assert.Contains("That is for forms", (await jonas.Says("ask me one by one")).Text, StringComparison.Ordinal);
        Assert.Contains("Das ist für Formulare", (await desk.As("ewan").Says("frag mich einzeln")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("That is for forms", (await jonas.Says("can you show me step by step how to set up my phone?")).Everything, StringComparison.Ordinal);

        await jonas.Says("I need a new laptop");
        await jonas.Says("cancel");
        Assert.Contains("That is for forms", (await jonas.Says("ask me one by one")).Text, StringComparison.Ordinal);
        await jonas.Says("I need a new laptop");
        Assert.Equal("conversation/question", (await jonas.Says("ask me one by one")).Cards[0].Template);
    }

    [Story]
    public async Task What_is_not_understood_gets_a_question_whose_answers_lead_on()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var questions = new List<ShownCard>();
        foreach (var words in new[] { "my laptop", "can you look", "my printer", "the wifi", "problem with a request about a ticket" })
        {
            questions.AddRange((await jonas.Says(words)).Cards.Where(card => card.Text.Contains("I am not sure what you mean", StringComparison.Ordinal)));
        }

        Assert.NotEmpty(questions);
        foreach (var (question, button) in questions.SelectMany(question => question.Buttons.Select(button => (question, button))))
        {
            Assert.NotEmpty((await jonas.Clicks(question, button)).Everything);
        }
    }
}
