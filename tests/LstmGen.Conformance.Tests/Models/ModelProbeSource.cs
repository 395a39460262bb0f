namespace LstmGen.Conformance.Models;

/// <summary>Writes a model's declaration and the probe that reaches its own members.</summary>
internal static class ModelProbeSource
{
    public const string Header = """
        using System;
        using LstmGen;
        using LstmGen.Conformance.Models;

        namespace Declared;
        """;

    public static string Write(ModelShape shape, string name) => $$"""
        {{shape.Declaration(name)}}

        public sealed class {{name}}Probe : ModelProbe
        {
            private readonly {{name}} _model;

            public {{name}}Probe(int seed)
                : this(new {{name}}(seed))
            {
            }

            private {{name}}Probe({{name}} model)
                : base(model)
            {
                _model = model;
            }
        {{(shape.CanStep ? Stepping(shape, name) : string.Empty)}}
        }
        """;

    private static string Stepping(ModelShape shape, string name) => $$"""

            public override bool CanStep => true;

            public override void Walk(ReadOnlySpan<float> window, Span<float> outputs)
            {
                {{name}}.State state = default;
                int size = outputs.Length / {{shape.LookBack}};
                for (int step = 0; step < {{shape.LookBack}}; step++)
                {
                    _model.Step(ref state, window.Slice(step * {{shape.StepSize}}, {{shape.StepSize}}), outputs.Slice(step * size, size));
                }
            }

            public override void WalkWithDetours(ReadOnlySpan<float> window, Span<float> outputs)
            {
                {{name}}.State state = default;
                int size = outputs.Length / {{shape.LookBack}};
                for (int step = 0; step < {{shape.LookBack}}; step++)
                {
                    {{name}}.State detour = state;
                    _model.Step(ref detour, window[..{{shape.StepSize}}], outputs.Slice(step * size, size));
                    _model.Step(ref state, window.Slice(step * {{shape.StepSize}}, {{shape.StepSize}}), outputs.Slice(step * size, size));
                }
            }
        """;
}
