using BotDesk.Notifications;
using BotDesk.People;

namespace BotDesk.Changes;

/// <summary>People hear of every change that touches what they use, so any of them may be too much for anybody.</summary>
internal sealed class ChangeNewsSubject(ChangeBook book) : INewsSubject
{
    public async Task<bool> IsForAsync(string number, Person person) => await book.FindAsync(number) is not null;
}
