using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Spec to plan: every shape, offset and size; or what is wrong with the declaration. Pure, and without a Roslyn type.</summary>
internal static class Planner
{
    private const long MostFloats = 512L * 1024 * 1024;

    public static PlanResult Plan(ModelSpec spec)
    {
        var build = new Build();
        CheckSize(build, "LookBack", spec.LookBack, 1, 100_000);
        CheckSize(build, "Features", spec.Features, 1, 65_536);
        CheckSize(build, "StackBudget", spec.StackBudget, 0, 262_144);
        List<Layer> layers = CreateLayers(spec, build);
        if (build.Findings.Count > 0)
        {
            return new(null, build.Findings.ToEquatableArray());
        }

        var input = new Shape(spec.LookBack, spec.Features, IsSequence: true);
        Shape shape = input;
        for (int i = 0; i < layers.Count; i++)
        {
            // A layer passes on its sequence when any later layer reads one.
            if (!layers[i].Fit(build, shape, layers.Skip(i + 1).Any(later => later.NeedsSequence)))
            {
                break;
            }

            shape = layers[i].Output;
        }

        if (build.Findings.Count > 0)
        {
            return new(null, build.Findings.ToEquatableArray());
        }

        View? loaded = Reserve(layers, build, input);
        CheckTotals(spec, build);
        if (build.Findings.Count > 0)
        {
            return new(null, build.Findings.ToEquatableArray());
        }

        return new(
            new ModelPlan
            {
                Layers = layers,
                Parameters = build.Parameters,
                Input = input,
                Output = shape,
                PackedLength = (int)build.Pack.Length,
                GradientLength = (int)build.Gradient.Length,
                WorkLength = (int)build.Work.Length,
                TapeLength = (int)build.Tape.Length,
                WindowLength = (int)build.Window.Length,
                StepLength = (int)build.Step.Length,
                StateLength = (int)build.State.Length,
                WindowOnStack = build.Window.Length * sizeof(float) <= spec.StackBudget,
                LoadedInput = loaded,
            },
            default);
    }

    private static List<Layer> CreateLayers(ModelSpec spec, Build build)
    {
        var layers = new List<Layer>();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layerSpec = spec.Layers[i];
            if (LayerCatalog.Create(layerSpec.Kind) is not { } layer)
            {
                build.Report(Rules.LayerOutOfPlace, i, "", layerSpec.Kind, "this version of the generator does not know it");
                continue;
            }

            string kind = layerSpec.Kind.ToLowerInvariant();
            names.TryGetValue(kind, out int before);
            names[kind] = before + 1;
            layer.Attach(layerSpec, i, before == 0 ? kind : $"{kind}_{before}");
            layers.Add(layer);
        }

        return layers;
    }

    private static View? Reserve(List<Layer> layers, Build build, Shape input)
    {
        // The caller's rows are [row][step][feature]; most layers want [step][row][feature].
        var tile = new View("input", "", input.Width, input.Steps * input.Width);
        View? loaded = null;
        if (!layers[0].ReadsRows)
        {
            int row = (int)Allocator.Pad(input.Width);
            int at = build.Work.Take((long)input.Steps * Build.Rows * row);
            tile = loaded = new View("work", at == 0 ? "" : at.ToString(Text.Invariant), Build.Rows * row, row);
        }

        var window = new View("input", "", input.Width, 0);
        var step = new View("input", "", 0, 0);
        foreach (Layer layer in layers)
        {
            layer.Reserve(build, tile, window, step);
            (tile, window, step) = (layer.TileOutput, layer.WindowOutput, layer.StepOutput);
        }

        // A register tile may read a little past the last row.
        build.Work.Take(16);
        build.Tape.Take(16);
        return loaded;
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
        long parameters = build.Parameters.Sum(parameter => (long)Math.Max(parameter.Rows, 1) * parameter.Columns);
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
