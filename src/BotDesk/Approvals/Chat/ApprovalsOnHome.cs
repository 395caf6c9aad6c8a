using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;

namespace BotDesk.Approvals.Chat;

/// <summary>What waits for somebody's decision, on a page of their own.</summary>
internal sealed class ApprovalsOnHome(ApprovalTalk talk) : IHomePart
{
    public Task<CardView?> RenderAsync(Person person) => talk.OnHomeAsync(person);
}

/// <summary>Whoever is asked, or was, sees on their own page what waits now.</summary>
internal sealed class ApprovalFollow(DeskDb db, IEnumerable<IHomeKeeper> homes) : IConsequence
{
    public Task FollowAsync(IReadOnlyCollection<Followed> changed)
    {
        var concerned = changed.Select(each => each.Entity).OfType<Approval>().SelectMany(approval => approval.Stages).SelectMany(stage => stage.Seats).Select(seat => seat.PersonId)
            .Concat(changed.Select(each => each.Entity).OfType<ApprovalSeat>().Select(seat => seat.PersonId)).ToHashSet();
        if (concerned.Count > 0)
        {
            db.AfterCommit(() =>
            {
                foreach (var home in homes)
                {
                    home.Changed(concerned);
                }
            });
        }

        return Task.CompletedTask;
    }
}
