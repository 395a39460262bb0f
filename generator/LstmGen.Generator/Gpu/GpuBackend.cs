using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>A second backend: a plan's operations as kernels for a GPU, each with its launches for prediction, for training and for the way back.</summary>
internal sealed class GpuBackend
{
    private readonly GpuModel _model;
    private readonly GpuText _text = new();
    private readonly GpuMemory _memory;
    private readonly List<GpuLaunchPlan> _predict = [];
    private readonly List<GpuLaunchPlan> _forward = [];
    private readonly List<GpuLaunchPlan> _backward = [];

    /// <summary>By the place that a cell leaves its output in.</summary>
    private readonly Dictionary<string, GpuCell> _cells = new(StringComparer.Ordinal);

    /// <summary>With respect to what an operation wrote, where that is not where the plan has it.</summary>
    private readonly Dictionary<string, GpuView> _gradients = new(StringComparer.Ordinal);

    /// <summary>Gradients with respect to inputs that something has written: what comes later is added.</summary>
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>Gradients that go past layers, and have not come to where they are added yet.</summary>
    private readonly List<(Add Of, GpuView Gradient)> _skips = [];

    private GpuBackend(GpuModel model) => (_model, _memory) = (model, new(model));

    /// <summary>Why an operation has no kernel for the GPU, in words; null where it has.</summary>
    public static string? WhyNot(Operation operation) => operation switch
    {
        { } any when ValidOf(any) is { } valid && valid != "valid" => "a layer before it changes how many steps are valid",
        LstmSteps of => GpuLstm.WhyNot(of),
        GruSteps of => GpuGru.WhyNot(of),
        Affine { Accumulates: true } => "it adds to what is there",
        Last of => of.JoinsDirections || of.Steps > 1 ? "the GPU has no kernel for several last steps, or for those of two directions" : null,
        Affine or Activate or Copy or Join or Add or Repeat or SideBySide => null,
        Drop of => of.Mask.StepStride == 0 && of.Extent.Valid is not null ? "the GPU has no kernel for masks that are the same at every step" : null,
        _ => $"the GPU has no kernel for {operation.GetType().Name}",
    };

    private static string? ValidOf(Operation operation) => operation switch
    {
        Affine of => of.Extent.Valid,
        Activate of => of.Extent.Valid,
        Copy of => of.Extent.Valid,
        Drop of => of.Extent.Valid,
        Join of => of.Extent.Valid,
        Last of => of.Extent.Valid,
        SideBySide of => of.Extent.Valid,
        Add of => of.Extent.Valid,
        Recurrence of => of.Extent.Valid,
        _ => null,
    };

    /// <summary>Writes all kernels.</summary>
    public static GpuCode Write(GpuModel model)
    {
        var backend = new GpuBackend(model);
        backend.Reserve();
        for (int i = 0; i < model.Forward.Count; i++)
        {
            backend.WriteForward(model.Forward[i], $"op{i + 1}");
        }

        backend.WriteOutput();
        for (int i = 0; i < model.Backward.Count; i++)
        {
            backend.WriteBackward((Gradient)model.Backward[i], $"op{model.Backward.Count - i}");
        }

        backend._backward.Add(GpuReduction.Write(backend._text, model));
        return new()
        {
            Ptx = backend._text.ToString(),
            PredictionTileLength = backend._predictionLength,
            TrainingTileLength = Math.Max(backend._memory.Length, 16),
            ScratchLength = backend._memory.ScratchLength,
            Predict = backend._predict,
            Forward = backend._forward,
            Backward = backend._backward,
        };
    }

    private int _predictionLength;

    /// <summary>Gives room to all that the passes read and write: first to what prediction needs.</summary>
    private void Reserve()
    {
        foreach (Operation operation in _model.Forward)
        {
            foreach ((View view, int steps, int width) in Used(operation).Where(used => used.View.Region?.Space != Space.Tape))
            {
                _memory.Reserve(view, steps, width);
            }
        }

        _predictionLength = Math.Max(_memory.Length, 16);
        foreach (Operation operation in _model.Forward)
        {
            foreach ((View view, int steps, int width) in Used(operation))
            {
                _memory.Reserve(view, steps, width);
            }
        }

        foreach (Gradient gradient in _model.Backward.Cast<Gradient>())
        {
            (int steps, int inputs, int toSteps, int outputs) = Sizes(gradient.Of);
            _memory.Reserve(gradient.OutputGradient, toSteps, outputs);
            _memory.Reserve(gradient.InputGradient, steps, inputs);
        }
    }

    private static IEnumerable<(View View, int Steps, int Width)> Used(Operation operation)
    {
        (int steps, int inputs, int toSteps, int outputs) = Sizes(operation);
        IEnumerable<(View, int, int)> used = operation.Reads.Select(view => (view, steps, inputs));
        return used.Concat(operation.Writes.Select(view => (view, toSteps, outputs)));
    }

    /// <summary>Steps of what an operation reads, values of each, and the same of what it writes.</summary>
    private static (int Steps, int Inputs, int ToSteps, int Outputs) Sizes(Operation operation) => operation switch
    {
        Last of => (of.Extent.Steps, of.Width, 1, of.Width),
        SideBySide of => (of.Extent.Steps, of.Width, 1, of.Extent.Steps * of.Width),
        Repeat of => (1, of.Width, of.Times, of.Width),
        _ => Alike(operation) is var (steps, inputs, outputs) ? (steps, inputs, steps, outputs) : default,
    };

    private static (int Steps, int Inputs, int Outputs) Alike(Operation operation) => operation switch
    {
        Add of => (of.Extent.Steps, of.Width, of.Width),
        Affine of => (of.Extent.Steps, of.Inputs, of.Outputs),
        Activate of => (of.Extent.Steps, of.Width, of.Width),
        Copy of => (of.Extent.Steps, of.Width, of.Width),
        Drop of => (of.Extent.Steps, of.Width, of.Width),
        Join of => (of.Extent.Steps, of.Width, of.Merge == "Concat" ? 2 * of.Width : of.Width),
        Recurrence of => (of.Extent.Steps, of.Inputs, of.Width),
        _ => throw new InvalidOperationException($"Expected an operation that the GPU has, but got {operation.GetType().Name}."),
    };

    private void Both(GpuLaunchPlan launch)
    {
        _predict.Add(launch);
        _forward.Add(launch);
    }

    private void WriteForward(Operation operation, string name)
    {
        switch (operation)
        {
            case Recurrence of:
                GpuCell cell = of is LstmSteps lstm ? new GpuLstm(_text, _memory, lstm, $"{name}_lstm", _model.ParameterCount) : new GpuGru(_text, _memory, (GruSteps)of, $"{name}_gru", _model.ParameterCount);
                _cells.Add(GpuMemory.Place(of.Y), cell);
                _predict.Add(cell.WriteForward(keepsTape: false));
                _forward.Add(cell.WriteForward(keepsTape: true));
                break;
            case Affine of:
                Both(GpuAffine.WriteForward(_text, _memory, of, $"{name}_affine"));
                break;
            case Activate of:
                Both(Elements($"{name}_activate", of.Extent, of.Width, PtxMath.ReadsTable(of.Function), place =>
                    place.Store(_memory.Of(of.Y), PtxMath.Value(place.Kernel, of.Function, place.Load(_memory.Of(of.X)), of.Constant))));
                break;
            case Copy of:
                Both(Elements($"{name}_copy", of.Extent, of.Width, false, place => place.Store(_memory.Of(of.Y), place.Load(_memory.Of(of.X)))));
                break;
            case Add of:
                Both(Elements($"{name}_add", of.Extent, of.Width, false, place => place.Store(_memory.Of(of.Y), PtxMath.Add(place.Kernel, place.Load(_memory.Of(of.X)), place.Load(_memory.Of(of.Skip))))));
                break;
            case Last or SideBySide or Repeat:
                Both(GpuSteps.WriteForward(_text, _memory, operation, $"{name}_{operation.GetType().Name.ToLowerInvariant()}"));
                break;
            case Drop of:
                _predict.Add(Elements($"{name}_pass", of.Extent, of.Width, false, place => place.Store(_memory.Of(of.Y), place.Load(_memory.Of(of.X)))));
                _forward.Add(Elements($"{name}_drop", of.Extent, of.Width, false, place => GpuDropout.Write(place, of, _memory.Of(of.X), _memory.Of(of.Mask), _memory.Of(of.Y))));
                break;
            case Join of:
                Both(Elements($"{name}_join", of.Extent, of.Width, false, place => WriteJoin(place, of)));
                break;
        }
    }

    private GpuLaunchPlan Elements(string name, Extent extent, int width, bool readsTable, Action<GpuElements.Place> body) =>
        GpuElements.Write(_text, name, extent.Steps, extent.Valid is not null, width, readsTable, body);

    private void WriteJoin(GpuElements.Place place, Join of)
    {
        PtxKernel kernel = place.Kernel;
        (string a, string b, GpuView y) = (place.Load(_memory.Of(of.Forward)), place.Load(_memory.Of(of.Backward)), _memory.Of(of.Y));
        switch (of.Merge)
        {
            case "Concat":
                place.Store(y, a);
                place.Store(y.Shifted(of.Width), b);
                break;
            case "Mul":
                place.Store(y, PtxMath.Multiply(kernel, a, b));
                break;
            case "Average":
                place.Store(y, PtxMath.Multiply(kernel, PtxMath.Add(kernel, a, b), PtxMath.Of(0.5f)));
                break;
            default:
                place.Store(y, PtxMath.Add(kernel, a, b));
                break;
        }
    }

    /// <summary>The valid steps of each row of the result, and zeros after them, in the order of callers.</summary>
    private void WriteOutput()
    {
        Shape shape = _model.Output;
        GpuView from = _memory.Of(_model.Result), to = new(GpuArgument.Outputs, IsTiled: false, 0, shape.Width, shape.Steps * shape.Width);
        Both(GpuElements.Write(_text, "outputs", shape.Steps, hasLengths: false, shape.Width, readsTable: false, place =>
        {
            if (!shape.IsSequence)
            {
                place.Store(to, place.Load(from));
                return;
            }

            PtxKernel kernel = place.Kernel;
            string valid = kernel.Is("lt.s32", place.Step, GpuLengths.Of(kernel, place.Row)), value = kernel.Float();
            kernel.Do($"mov.f32 {value}, 0f00000000");
            kernel.If(valid, () => kernel.Do($"mov.f32 {value}, {place.Load(from)}"));
            place.Store(to, value);
        }));
    }

    private void WriteBackward(Gradient gradient, string name)
    {
        Operation operation = gradient.Of;
        GpuView dy = operation.Writes.Select(GpuMemory.Place).Where(_gradients.ContainsKey).Select(place => _gradients[place]).FirstOrDefault() ?? _memory.Of(gradient.OutputGradient);
        GpuView dx = _memory.Of(gradient.InputGradient);
        bool isRead = _model.Backward.OfType<Gradient>().Any(other => GpuMemory.Place(other.OutputGradient) == GpuMemory.Place(gradient.InputGradient));
        bool adds = _written.Contains(GpuMemory.Place(gradient.InputGradient));
        AddSkips(gradient.OutputGradient, name);
        if (operation is Join join)
        {
            Share(join, dy, name);
            return;
        }

        _written.Add(GpuMemory.Place(gradient.InputGradient));
        switch (operation)
        {
            case Recurrence of:
                GpuCell cell = _cells[GpuMemory.Place(of.Y)];
                _backward.Add(cell.WriteTranspose());
                _backward.Add(cell.WriteBackward(dy));
                if (isRead)
                {
                    _backward.Add(cell.WriteInputGradient(dx, adds));
                }

                _backward.AddRange(cell.WriteWeightGradients());
                break;
            case Affine of:
                GpuView sums = GpuAffine.SumGradient(_text, _memory, of, dy, $"{name}_affine_slopes", _backward);
                if (isRead)
                {
                    _backward.Add(GpuAffine.WriteInputGradient(_text, of, sums, dx, adds, $"{name}_affine_inputs"));
                }

                _backward.Add(GpuAffine.WriteWeightGradient(_text, _memory, of, sums, $"{name}_affine_weights", _model.ParameterCount));
                break;
            case Activate of:
                Pass(name, of.Extent, of.Width, isRead, place => PtxMath.Multiply(place.Kernel, place.Load(dy), PtxMath.Slope(place.Kernel, of.Function, place.Load(_memory.Of(of.Y)), of.Constant)), dx, adds);
                break;
            case Drop of:
                Pass(name, of.Extent, of.Width, isRead, place => PtxMath.Multiply(place.Kernel, place.Load(dy), place.Load(_memory.Of(of.Mask))), dx, adds);
                break;
            case Copy of:
                Pass(name, of.Extent, of.Width, isRead, place => place.Load(dy), dx, adds);
                break;
            case Add of:
                Pass(name, of.Extent, of.Width, isRead, place => place.Load(dy), dx, adds);
                _skips.Add((of, dy));
                break;
            case Last or SideBySide or Repeat:
                if (isRead)
                {
                    _backward.Add(GpuSteps.WriteBackward(_text, operation, dy, dx, $"{name}_back"));
                }

                break;
        }
    }

    /// <summary>Before a gradient is read: adds to it what comes back past the layers that it skipped, in the order of those layers.</summary>
    private void AddSkips(View gradient, string name)
    {
        foreach ((Add of, GpuView dy) in Enumerable.Reverse(_skips).ToArray())
        {
            bool isTarget = _model.Backward.OfType<Gradient>().Any(other => GpuMemory.Place(other.Of.Reads[0]) == GpuMemory.Place(of.Skip)
                && GpuMemory.Place(other.InputGradient) == GpuMemory.Place(gradient));
            if (isTarget)
            {
                GpuView target = _memory.Of(gradient);
                _backward.Add(Elements($"{name}_skip", of.Extent, of.Width, false, place => place.Store(target, PtxMath.Add(place.Kernel, place.Load(target), place.Load(dy)))));
                _skips.RemoveAll(skip => ReferenceEquals(skip.Of, of));
            }
        }
    }

    private void Pass(string name, Extent extent, int width, bool isRead, Func<GpuElements.Place, string> value, GpuView dx, bool adds)
    {
        if (isRead)
        {
            _backward.Add(Elements($"{name}_back", extent, width, readsTable: false, place =>
            {
                string gradient = value(place);
                place.Store(dx, adds ? PtxMath.Add(place.Kernel, place.Load(dx), gradient) : gradient);
            }));
        }
    }

    /// <summary>What each direction gets of the gradient.</summary>
    private void Share(Join of, GpuView dy, string name)
    {
        (string forward, string backward) = (GpuMemory.Place(of.Forward), GpuMemory.Place(of.Backward));
        switch (of.Merge)
        {
            case "Concat":
                (_gradients[forward], _gradients[backward]) = (dy, dy.Shifted(of.Width));
                break;
            case "Sum":
                (_gradients[forward], _gradients[backward]) = (dy, dy);
                break;
            case "Average":
                GpuView half = _memory.Take(of.Extent.Steps, of.Width);
                _backward.Add(Elements($"{name}_share", of.Extent, of.Width, false, place => place.Store(half, PtxMath.Multiply(place.Kernel, place.Load(dy), PtxMath.Of(0.5f)))));
                (_gradients[forward], _gradients[backward]) = (half, half);
                break;
            default:
                GpuView mine = _memory.Take(of.Extent.Steps, of.Width), others = _memory.Take(of.Extent.Steps, of.Width);
                _backward.Add(Elements($"{name}_share", of.Extent, of.Width, false, place =>
                {
                    string gradient = place.Load(dy);
                    place.Store(mine, PtxMath.Multiply(place.Kernel, gradient, place.Load(_memory.Of(of.Backward))));
                    place.Store(others, PtxMath.Multiply(place.Kernel, gradient, place.Load(_memory.Of(of.Forward))));
                }));
                (_gradients[forward], _gradients[backward]) = (mine, others);
                break;
        }
    }
}
