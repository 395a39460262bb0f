using System.Diagnostics;
using System.Runtime.Loader;
using LstmGen;
using LstmGen.Compiler;
using LstmGen.Watch;
using Playground.Exercises;

namespace Playground.Runs;

/// <summary>One training, on a thread of its own, from its settings to the moment when nobody looks at it any more.</summary>
internal sealed class PlaygroundRun : IDisposable
{
    /// <summary>The declaration that <see cref="TutorialModel"/> has.</summary>
    private static readonly string s_tutorial = Shape.Of(new Settings(), features: 1, classes: 0, Scaling.None).ToCSharp();

    private readonly SequenceModel _model;
    private readonly Exercise _exercise;
    private readonly Settings _settings;
    private readonly CancellationTokenSource _over = new();
    private readonly Thread _thread;
    private int _disposed;

    private PlaygroundRun(Settings settings, Exercise exercise, ModelSpec spec, SequenceModel model, double compileMilliseconds)
    {
        (_settings, _exercise, _model, CompileMilliseconds) = (settings, exercise, model, compileMilliseconds);
        Code = Shape.Code(settings, spec, exercise.Code);
        Control = new RunControl(exercise.Shown, settings.Paused);
        _thread = new Thread(Train) { IsBackground = true, Name = "training" };
    }

    /// <summary>What is watched, and told to go on or wait.</summary>
    public RunControl Control { get; }

    /// <summary>The C# of shape and training.</summary>
    public string Code { get; }

    /// <summary>How long the shape took to compile.</summary>
    public double CompileMilliseconds { get; }

    /// <summary>Values that are learnt.</summary>
    public int Parameters => _model.Description.ParameterCount;

    /// <summary>Where its compiled shape lives.</summary>
    public AssemblyLoadContext? LoadContext => AssemblyLoadContext.GetLoadContext(_model.GetType().Assembly);

    /// <summary>Compiles the shape, unless it was seen before.</summary>
    /// <param name="settings">Without problems.</param>
    /// <exception cref="ProblemException">Data and shape do not fit each other.</exception>
    public static PlaygroundRun Create(Settings settings)
    {
        Exercise exercise = Exercise.Of(settings);
        ModelSpec spec = Shape.Of(settings, exercise.Features, exercise.Classes, exercise.Scaling);
        long start = Stopwatch.GetTimestamp();
        SequenceModel model;
        try
        {
            model = spec.ToCSharp() == s_tutorial ? new TutorialModel(settings.Seed) : ModelCompiler.Compile(spec, settings.Seed);
        }
        catch (ArgumentException wrong)
        {
            throw new ProblemException("layers", wrong.Message);
        }

        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return Shape.TooLarge(model, settings, exercise.Windows.Count) is { } problem
            ? throw new ProblemException("batch", problem)
            : new PlaygroundRun(settings, exercise, spec, model, milliseconds);
    }

    /// <summary>Begins to train.</summary>
    public void Start() => _thread.Start();

    /// <summary>Ends the training within an update.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _over.Cancel();
        Control.End();
        Control.Close();
        if (_thread.IsAlive) _thread.Join();
        _over.Dispose();
    }

    private void Train()
    {
        try
        {
            _model.Fit(_exercise.Windows, new FitOptions
            {
                Epochs = _settings.Epochs,
                BatchSize = _settings.Batch,
                ValidationSplit = Shape.ValidationShare,
                Optimizer = Shape.OptimizerOf(_settings),
                Progress = Control,
                CancellationToken = _over.Token,
            });
        }
        catch (Exception wrong) when (wrong is ArgumentException or ArithmeticException or InvalidOperationException)
        {
            // Whoever looks is told by the end of the events.
            Control.Close();
        }
    }
}
