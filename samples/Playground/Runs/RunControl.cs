using LstmGen;
using LstmGen.Watch;

namespace Playground.Runs;

/// <summary>Lets a training go on, or holds it between two updates: the training thread waits inside.</summary>
internal sealed class RunControl(TrainingFeedOptions options, bool paused) : TrainingFeed(options)
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private Command _command = paused ? Command.Pause : Command.Play;
    private bool _ended;

    /// <summary>What a training is told.</summary>
    public enum Command
    {
        /// <summary>To go on.</summary>
        Play,

        /// <summary>To wait after the update that is being made.</summary>
        Pause,

        /// <summary>To make one update, and wait.</summary>
        Step,

        /// <summary>To go on to the end of the epoch, and wait.</summary>
        Epoch,
    }

    /// <summary>Tells it.</summary>
    public void Tell(Command command)
    {
        lock (_gate)
        {
            _command = command;
        }

        _wake.Release();
    }

    /// <summary>Lets it go, for good.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
        }

        _wake.Release();
    }

    public override void RunStarted(TrainingRun run)
    {
        base.RunStarted(run);
        Hold(afterEpoch: false);
    }

    public override void Updated(in UpdateReport update)
    {
        base.Updated(update);
        lock (_gate)
        {
            if (_command == Command.Step) _command = Command.Pause;
        }

        Hold(afterEpoch: false);
    }

    public override void Report(EpochReport value)
    {
        base.Report(value);
        Hold(afterEpoch: true);
    }

    /// <summary>Waits while it shall; those who look get the picture of where it stands.</summary>
    private void Hold(bool afterEpoch)
    {
        lock (_gate)
        {
            if (afterEpoch && _command == Command.Epoch) _command = Command.Pause;
            if (_ended || _command != Command.Pause) return;
        }

        Refresh();
        while (true)
        {
            _wake.Wait();
            lock (_gate)
            {
                if (_ended || _command != Command.Pause) return;
            }
        }
    }
}
