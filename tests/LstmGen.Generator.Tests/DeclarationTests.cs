namespace LstmGen.Generator.Tests;

/// <summary>Where a model may be declared, and under which names.</summary>
public sealed class DeclarationTests
{
    private const string Layers = "[LstmModel(LookBack = 5)] [Dense(1)]";

    [Theory]
    [InlineData("{0} public sealed partial class Model;", "Model.g.cs")]
    [InlineData("{0} internal partial class Model;", "Model.g.cs")]
    [InlineData("{0} partial class Model {{ }}", "Model.g.cs")]
    [InlineData("namespace A.B; {0} public partial class Model;", "A.B.Model.g.cs")]
    [InlineData("namespace A {{ namespace B {{ {0} public partial class Model; }} }}", "A.B.Model.g.cs")]
    [InlineData("namespace @event.@class; {0} public partial class @new;", "event.class.new.g.cs")]
    [InlineData("namespace global; {0} public partial class @record;", "global.record.g.cs")]
    [InlineData("{0} public partial class Größe;", "Größe.g.cs")]
    [InlineData("public partial class Outer {{ {0} public partial class Model; }}", "Outer.Model.g.cs")]
    [InlineData("public partial class Outer {{ {0} private partial class Model; }}", "Outer.Model.g.cs")]
    [InlineData("public static partial class Outer {{ {0} internal partial class Model; }}", "Outer.Model.g.cs")]
    [InlineData("public readonly partial record struct Outer {{ {0} public partial class Model; }}", "Outer.Model.g.cs")]
    [InlineData("public partial interface IOuter {{ {0} public partial class Model; }}", "IOuter.Model.g.cs")]
    [InlineData("namespace A; public partial record Outer {{ public ref partial struct @struct {{ {0} public partial class Model; }} }}", "A.Outer.struct.Model.g.cs")]
    [InlineData("{0} public partial class Model : SequenceModel;", "Model.g.cs")]
    [InlineData("{0} public partial class Model : System.IDisposable {{ public void Dispose() {{ }} }}", "Model.g.cs")]
    [InlineData("{0} public partial class Model {{ public Model(string name) : this(name.Length) {{ }} }}", "Model.g.cs")]
    [InlineData("[LstmGen.LstmModelAttribute(LookBack = 5), global::LstmGen.Lstm(units: 3), Dense(1)] public partial class Model;", "Model.g.cs")]
    public void A_model_may_stand_here(string source, string file)
    {
        GeneratorRun run = GeneratorRun.Clean(string.Format(source, Layers));
        Assert.Equal(file, Assert.Single(run.Sources).HintName);
    }
}
