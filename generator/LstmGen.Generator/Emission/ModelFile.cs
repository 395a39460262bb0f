using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emission;

/// <summary>The whole source file of one model.</summary>
internal static class ModelFile
{
    public static string Write(ModelSpec spec, ModelPlan plan) => WriteSignatures(spec);

    public static string WriteSignatures(ModelSpec spec) => $"// {spec.FullName}\n";
}
