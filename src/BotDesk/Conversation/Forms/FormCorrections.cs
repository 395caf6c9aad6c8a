using System.Text.RegularExpressions;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation.Forms;

/// <summary>What is said about an open form: corrected, or added to it. What does not fit is refused like on the card, and nothing changes.</summary>
internal sealed partial class FormCorrections(FormTalk talk)
{
    private const int ShortWords = 8;
    private const int FewWords = 5;
    private const int LongestName = 60;

    /// <param name="asked">The question that waits; its answer is not a correction.</param>
    public async Task<bool> TryAsync(Turn turn, IForm form, FormQuestion? asked)
    {
        var fields = turn.State.Draft!.Fields;
        var questions = form.Questions(fields);
        if (FieldMention.Find(turn.Text, questions) is { } mention && (mention.IsExplicit || Fits(turn, form, asked, mention)))
        {
            return await ChangeAsync(turn, form, new Dictionary<string, string>(StringComparer.Ordinal) { [mention.Question.Id] = Read(turn, form, mention.Question, mention.Value) ?? mention.Value });
        }

        if (Swap.Find(turn.Text) is { } swap && (swap.Old is not null || asked is null))
        {
            if (Swapped(turn, form, questions, swap) is { Count: > 0 } changes)
            {
                return await ChangeAsync(turn, form, changes);
            }

            if (swap.Old is not null && !SomethingElse.IsNeed(turn.Understood))
            {
                await talk.ContinueAsync(turn, form, Phrase.Of("conversation.form.notFound", new { what = swap.Old }));
                return true;
            }
        }

        return Told(turn, form, questions, asked) is { Count: > 0 } told && await ChangeAsync(turn, form, told);
    }

    /// <summary>Takes a text that is nothing else for an answer to the card: what is still to be chosen, the first field that must be filled in, or more of the story.</summary>
    public async Task<bool> TryAddAsync(Turn turn, IForm form)
    {
        var (draft, text) = (turn.State.Draft!, turn.Text.Trim());
        var words = Words(text);
        if (draft.Asking == Draft.Summed || text.EndsWith('?') || SomethingElse.IsCommand(turn.Understood, Understood.Floor))
        {
            return false;
        }

        var questions = form.Questions(draft.Fields);
        var empty = questions.Where(question => draft.Fields.GetValueOrDefault(question.Id, "").Trim().Length == 0).ToList();
        var chosen = words > ShortWords ? [] : empty.Where(question => question.Kind is AnswerKind.Choice)
            .Select(question => (question.Id, Value: AnswerReader.Read(question, text, FormTalk.Now(turn, form), isAsked: false))).Where(found => found.Value is not null).ToDictionary(found => found.Id, found => found.Value!);
        if (chosen.Count > 0 && (!SomethingElse.IsNeed(turn.Understood) || (words <= FewWords && !Wish().IsMatch(text))))
        {
            return await ChangeAsync(turn, form, chosen, ask: true);
        }

        if (draft.IsAside)
        {
            return false;
        }

        if (words <= ShortWords && !SomethingElse.IsNeed(turn.Understood) && turn.Understood is not { IsSure: true, Intent: Intent.OutOfScope }
            && empty.Find(question => question.IsRequired) is { } first && (first.IsFree ? words <= FewWords : Read(turn, form, first, text) is not null))
        {
            return await ChangeAsync(turn, form, new Dictionary<string, string>(StringComparer.Ordinal) { [first.Id] = Read(turn, form, first, text)! }, ask: true);
        }

        if (More().IsMatch(text) && turn.Understood is not { IsSure: true, Intent: Intent.RequestItem or Intent.RequestChange or Intent.AskQuestion }
            && questions.LastOrDefault(question => question.Kind == AnswerKind.Story && question.Id is "description" or "comment" or "reason") is { } story)
        {
            return await ChangeAsync(turn, form, new Dictionary<string, string>(StringComparer.Ordinal) { [story.Id] = $"{draft.Fields.GetValueOrDefault(story.Id, "")}\n{text}".Trim() });
        }

        return false;
    }

    /// <param name="ask">Whether to go on with questions, because the answer came in words.</param>
    private async Task<bool> ChangeAsync(Turn turn, IForm form, IReadOnlyDictionary<string, string> changes, bool ask = false)
    {
        if (await talk.TryChangeAsync(turn, form, changes) is { } wrong)
        {
            turn.Say(Phrase.Of("conversation.form.refused", new { field = wrong.Question.Label, wrong.Error }));
            return true;
        }

        var questions = form.Questions(turn.State.Draft!.Fields);
        var lead = Phrase.Join("\n", changes.Select(change => questions.FirstOrDefault(question => question.Id == change.Key) is { } question
            ? Phrase.Of("conversation.form.nowIs", new { field = question.Label, value = question.Shown(change.Value).Shortened(LongestName) })
            : Phrase.Plain(change.Value)));
        await (ask ? talk.AskAsync(turn, form, lead) : talk.ContinueAsync(turn, form, lead));
        return true;
    }

    /// <summary>A field named in passing counts where its value fits, and where a question of free words does not wait for exactly such a text.</summary>
    private static bool Fits(Turn turn, IForm form, FormQuestion? asked, FieldMention mention) =>
        asked?.IsFree != true && (mention.Question.IsFree ? asked is null && !SomethingElse.IsNeed(turn.Understood) || mention.Question.Id == "title" && asked is null
        : Read(turn, form, mention.Question, mention.Value) is not null);

    private static Dictionary<string, string> Swapped(Turn turn, IForm form, IReadOnlyList<FormQuestion> questions, Swap swap)
    {
        var fields = turn.State.Draft!.Fields;
        var changes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            var value = fields.GetValueOrDefault(question.Id, "");
            if (question.IsFree && swap.Old is { } old)
            {
                var replaced = Whole(old).Replace(value, _ => swap.New);
                if (replaced != value)
                {
                    changes[question.Id] = replaced;
                }
            }
            else if (!question.IsFree && Read(turn, form, question, swap.New) is { } read && read != value && IsOld(question, value, swap.Old))
            {
                changes[question.Id] = read;
            }
        }

        if (swap.Old is null && questions.FirstOrDefault(question => question.Kind == AnswerKind.Choice && Read(turn, form, question, swap.New) is not null) is { } chosen
            && chosen.Choices.FirstOrDefault(choice => choice.Value == fields.GetValueOrDefault(chosen.Id)) is { } gone)
        {
            // What the wrong one was called in their own words is wrong there, too.
            foreach (var question in questions.Where(question => question.IsFree))
            {
                var value = fields.GetValueOrDefault(question.Id, "");
                if (gone.Words.OrderByDescending(word => word.Length).FirstOrDefault(word => !word.Equals(swap.New, StringComparison.OrdinalIgnoreCase) && Whole(word).IsMatch(value)) is { } word)
                {
                    changes[question.Id] = Whole(word).Replace(value, _ => swap.New);
                }
            }
        }

        return changes;
    }

    private static Regex Whole(string words) => new($@"(?<!\w){Regex.Escape(words)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Whether this is what somebody calls the value that is to go; with nothing said of it, what is offered is clear enough by itself.</summary>
    private static bool IsOld(FormQuestion question, string value, string? old) =>
        old is null ? question.Kind == AnswerKind.Choice
        : value.Length == 0 ? question.Kind == AnswerKind.Choice && AnswerReader.Called(question.Choices, old).Any()
        : SaidWordRun.Has(SaidWordRun.Of(value), old) || AnswerReader.Called(question.Choices, old).Any(choice => choice.Value == value)
            || (question.Kind == AnswerKind.Choice && AnswerReader.Read(question, old, default, isAsked: false) == value);

    /// <summary>"for Anna", "by friday", "it is urgent", "the whole floor": what a few words say by themselves.</summary>
    private static Dictionary<string, string> Told(Turn turn, IForm form, IReadOnlyList<FormQuestion> questions, FormQuestion? asked)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        var (text, entities) = (turn.Text.Trim(), turn.Understood.Entities);
        var words = Words(text);
        if (text.EndsWith('?') || words > ShortWords || asked?.IsFree == true)
        {
            return told;
        }

        if (ForWhom().Match(text) is { Success: true } whom && Only(questions, AnswerKind.Person, "for-whom") is { } person && person.Id != asked?.Id)
        {
            told[person.Id] = whom.Groups["whom"].Value.Trim();
            return told;
        }

        if (words <= FewWords && entities is { Service: null, Tickets.Count: 0 } && Only(questions, AnswerKind.Day, "needed-by") is { } day && day.Id != asked?.Id && By().IsMatch(text)
            && AnswerReader.Read(day, text, FormTalk.Now(turn, form), isAsked: false) is { } date)
        {
            told[day.Id] = date;
        }

        if (entities is { Service: null, Tickets.Count: 0 } && asked is null && turn.Understood is not { IsSure: true, Intent: Intent.RequestItem or Intent.RequestChange or Intent.TicketStatus or Intent.CommentTicket })
        {
            foreach (var (id, value) in new[] { ("urgency", entities.Urgency), ("impact", entities.Impact) })
            {
                if (value is not null && questions.Any(question => question.Id == id))
                {
                    told[id] = value;
                }
            }
        }

        return told;
    }

    private static FormQuestion? Only(IReadOnlyList<FormQuestion> questions, AnswerKind kind, string usual) =>
        questions.FirstOrDefault(question => question.Id == usual && question.Kind == kind) ?? (questions.Where(question => question.Kind == kind).Take(2).ToList() is [var only] ? only : null);

    private static string? Read(Turn turn, IForm form, FormQuestion question, string value) => AnswerReader.Read(question, value, FormTalk.Now(turn, form), isAsked: false)
        ?? (question.Kind == AnswerKind.YesNo ? AnswerReader.Read(question, value, FormTalk.Now(turn, form), isAsked: true) : null);

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(@"^\W*(?:(?:no|nein|oh|sorry|actually|please|bitte|it'?s|it is|that'?s|this is|das ist|es ist|and|und|ist)\W+)*(?:for|für)\s+(?<whom>[\p{L}@][\p{L}\p{M}.@'’-]*(?:\s+[\p{L}][\p{L}\p{M}.'’-]*){0,2})\s*[.!]*(?:\s+(?:please|bitte))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForWhom();

    [GeneratedRegex(@"^\W*(?:(?:no|nein|please|bitte|i need it|ich brauche es|needed|only|erst)\W+)*(?:by|until|before|on|bis|am|spätestens|tomorrow|next|morgen|nächste\w*|in)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex By();

    [GeneratedRegex(@"\b(?:need|want|order|request|would like|i'd like|brauche|möchte|benötige|hätte|bestell\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wish();

    [GeneratedRegex(@"^\W*(?:and|also|plus|additionally|besides|it also|btw|by the way|since|und|auch|außerdem|zusätzlich|übrigens|seit|es ist auch|das passiert auch|ps|p\.s\.|one more thing|note|noch etwas|noch was)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex More();
}
