using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Composition;

/// <summary>Spec to plan: every shape, offset and size; or what is wrong with the declaration. Pure, and without a Roslyn type.</summary>
internal static class Planner
{
    private const long MostFloats = 512L * 1024 * 1024;

    /// <summary>A failure here is a finding: it concerns no other model.</summary>
    public static PlanResult Plan(ModelSpec spec) => Isolated.Run(
        () => PlanLayers(spec), failure => new PlanResult(null, new[] { Isolated.Finding(spec.ClassName, failure) }.ToEquatableArray()));

    private static PlanResult PlanLayers(ModelSpec spec)
    {
        var build = new Build { HalvesWeights = spec.WeightPrecision == "BFloat16", Carries = spec.Stateful, Scales = spec.Scaling != "None" };
        CheckSize(build, "LookBack", spec.LookBack, 1, 100_000);
        Shape input = InputOf(spec, build);
        CheckSize(build, "StackBudget", spec.StackBudget, 0, 262_144);
        List<Layer> layers = CreateLayers(spec, build);
        if (build.Findings.Count > 0 || !DecoderRules.Check(spec, layers, build) || !TokenRules.Assign(spec, layers, input, build))
        {
            return new(null, build.Findings.ToEquatableArray());
        }

        Shape shape = input;
        for (int i = 0; i < layers.Count; i++)
        {
            if (shape.Frame is not null && !layers[i].ReadsFrames)
            {
                build.Report(
                    Rules.ShapeDoesNotFit, layers[i].Index, "", layers[i].Spec.Kind, $"it reads plain values, and each step is a picture of {shape.Frame}; write [Flatten] before it");
                break;
            }

            if (i > 0 && layers[i - 1] is IHead)
            {
                build.Report(
                    Rules.LayerOutOfPlace, layers[i].Index, "", layers[i].Spec.Kind,
                    $"[{layers[i - 1].Spec.Kind}] before it is a head with a loss of its own, which ends the model; move [{layers[i].Spec.Kind}] up");
                break;
            }

            // A layer passes on its sequence when any later layer reads one, but for one that another makes anew.
            if (!layers[i].Fit(build, shape, layers.Skip(i + 1).TakeWhile(later => !later.StartsSequence).Any(later => later.NeedsSequence)))
            {
                break;
            }

            shape = layers[i].Output;
        }

        if (build.Findings.Count == 0 && shape.Frame is not null)
        {
            build.Report(
                Rules.ShapeDoesNotFit, layers[layers.Count - 1].Index, "", layers[layers.Count - 1].Spec.Kind,
                $"the model would put out a picture of {shape.Frame}; write [Flatten] and a layer such as [Lstm(50)] or [Dense(1)] after it");
        }

        if (build.Findings.Count > 0)
        {
            return new(null, build.Findings.ToEquatableArray());
        }

        CheckCarried(layers, build);
        if (build.Findings.Count > 0)
        {
            return new(null, build.Findings.ToEquatableArray());
        }

        View? loaded = Reserve(layers, build, input);
        int carried = build.Carries ? build.Work.Take(Build.Rows * build.State.Length) : 0;
        CheckTotals(spec, build);
        if (build.Findings.Count > 0)
        {
            return new(null, build.Findings.ToEquatableArray());
        }

        if (spec.Gpu)
        {
            GpuRules.Check(layers, build);
            if (build.Findings.Count > 0)
            {
                return new(null, build.Findings.ToEquatableArray());
            }
        }

        Operation[] forward = [.. layers.SelectMany(layer => layer.Operations)];
        var plan = new ModelPlan
        {
            Layers = layers,
            Kernels = build.Kernels,
            Regions = build.Regions,
            Forward = forward,
            Backward = [.. layers.Reverse<Layer>().SelectMany(layer => layer.GradientOperations)],
            Parameters = build.Parameters,
            Tables = build.Tables,
            Norms = build.Norms,
            Input = input,
            Output = shape,
            PackedLength = (int)build.Pack.Length,
            GradientLength = (int)build.Gradient.Length,
            WorkLength = (int)build.Work.Length,
            TapeLength = (int)build.Tape.Length,
            WindowLength = (int)build.Window.Length,
            StepLength = (int)build.Step.Length,
            StateLength = (int)build.State.Length,
            LoadedInput = loaded,
            Carries = build.Carries,
            CarriedAt = carried,
        };

        // A plan that is not legal would read or write where it must not: no code is made of it.
        return PlanCheck.Problems(plan) is [var problem, ..] ? throw new InvalidOperationException($"The plan is not legal: {problem}.") : new(plan, default);
    }

    private static List<Layer> CreateLayers(ModelSpec spec, Build build)
    {
        var layers = new List<Layer>();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layerSpec = spec.Layers[i];
            if (layerSpec.Kind == DecoderRules.Marker)
            {
                continue;
            }

            Layer? previous = layers.Count == 0 ? null : layers[layers.Count - 1];
            bool inDecoder = previous is IDecoder || previous?.Decoder is not null;
            if (LayerCatalog.Create(layerSpec.Kind, inDecoder) is not { } layer)
            {
                build.Report(Rules.LayerOutOfPlace, i, "", layerSpec.Kind, "this version of the generator does not know it");
                continue;
            }

            // A decoder has names of its own: decoder.lstm beside lstm.
            string kind = $"{(inDecoder ? "decoder." : "")}{layerSpec.Kind.ToLowerInvariant()}";
            names.TryGetValue(kind, out int before);
            names[kind] = before + 1;
            layer.Attach(layerSpec, i, before == 0 ? kind : $"{kind}_{before}", previous);
            layers.Add(layer);
        }

        return layers;
    }

    /// <summary>States are carried where a stream could go step by step: the state of a step is what a window leaves.</summary>
    private static void CheckCarried(List<Layer> layers, Build build)
    {
        if (build.Carries && layers.FirstOrDefault(layer => layer.WhyNotCarried is not null) is { } layer)
        {
            build.Report(
                Rules.LayerOutOfPlace, layer.Index, "", layer.Spec.Kind,
                $"Stateful = true carries states from one window to the next, and {layer.WhyNotCarried}; leave out Stateful or that layer");
        }
    }

    private static View? Reserve(List<Layer> layers, Build build, Shape input)
    {
        // The caller's rows are [row][step][feature]; most layers want [step][row][feature].
        var tile = View.OfCaller("input", input);
        View? loaded = null;
        if (!layers[0].ReadsRows)
        {
            int row = (int)Allocator.Pad(input.Width);
            int at = build.Work.Take((long)input.Steps * Build.Rows * row);
            tile = loaded = new View("work", "", Build.Rows * row, row) { Shift = at };
        }

        var window = new View("input", "", input.Width, 0);
        var step = new View("input", "", 0, 0);
        string valid = "valid";
        foreach (Layer layer in layers)
        {
            layer.Place(build, tile, window, step, valid);
            valid = layer.ValidAfter(valid) is null ? valid : $"valid{layer.Index + 1}";
            (tile, window, step) = (layer.TileOutput, layer.WindowOutput, layer.StepOutput);
        }

        layers.Reverse<Layer>().Aggregate(View.OfCaller("outputGradient", layers[layers.Count - 1].Output), (gradient, layer) => layer.PlaceGradient(gradient));

        // A register tile may read a little past the last row.
        build.Work.Take(16);
        build.Tape.Take(16);
        return loaded;
    }

    private static Shape InputOf(ModelSpec spec, Build build)
    {
        if (!spec.HasFrames)
        {
            CheckSize(build, "Features", spec.Features, 1, 65_536);
            return new Shape(spec.LookBack, spec.Features, IsSequence: true);
        }

        CheckSize(build, "Height", spec.Height, 1, 1_024);
        CheckSize(build, "Width", spec.Width, 1, 1_024);
        CheckSize(build, "Channels", spec.Channels, 0, 64);
        var frame = new Frame(spec.Height, spec.Width, Math.Max(spec.Channels, 1));
        return new Shape(spec.LookBack, frame.Size, IsSequence: true, frame);
    }

    private static void CheckSize(Build build, string argument, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            build.Report(
                Rules.SizeOutOfRange, Finding.OnModel, argument, argument, value.ToString(Text.Invariant), least.ToString(Text.Invariant), most.ToString(Text.Invariant));
        }
    }

    private static void CheckTotals(ModelSpec spec, Build build)
    {
        long parameters = build.Parameters.Sum(parameter => parameter.Elements);
        if (Math.Max(parameters, Math.Max(build.Pack.Length, build.Gradient.Length)) > MostFloats)
        {
            build.Report(
                Rules.ModelTooLarge, Finding.OnModel, "", spec.ClassName,
                $"{Text.Number(parameters)} parameters, packed {Text.Number(build.Pack.Length)}; at most {Text.Number(MostFloats)} are possible");
        }

        if (parameters == 0)
        {
            build.Report(
                Rules.LayerOutOfPlace, spec.Layers.Count - 1, "", spec.Layers[spec.Layers.Count - 1].Kind,
                "the model has nothing to train; put a layer with weights before it, for example [Lstm(50)]");
        }

        if (build.Work.Length + build.Tape.Length > MostFloats)
        {
            build.Report(
                Rules.BudgetExceeded, Finding.OnModel, "", spec.ClassName, Text.Number((build.Work.Length + build.Tape.Length) * sizeof(float)),
                "workspace for one tile in training", Text.Number(MostFloats * sizeof(float)));
        }
    }
}

/// <param name="Plan">Null when something is wrong.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record PlanResult(ModelPlan? Plan, EquatableArray<Finding> Findings);
