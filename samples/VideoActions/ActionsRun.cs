using VideoActions.Data;
using VideoActions.Results;
using VideoActions.Tasks;

namespace VideoActions;

/// <summary>Reads the data of a task and hands it on.</summary>
internal sealed class ActionsRun(ActionsOptions options, TextWriter output)
{
    public int Run()
    {
        var report = new Report(output, options.Results);
        switch (options.Task)
        {
            case "fight":
                new FightTask(options, report).Run(FightClips.Read(options.Data));
                break;
            case "motions":
                new MotionTask(options, report).Run(MotionFile.Read(options.Data, "BasicMotions_TRAIN.ts"), MotionFile.Read(options.Data, "BasicMotions_TEST.ts"));
                break;
            default:
                new FingerTask(options, report).Run(FingerWindow.Read(options.Data));
                break;
        }

        return 0;
    }
}
