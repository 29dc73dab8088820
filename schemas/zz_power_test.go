package schemas
import ("testing";"fmt";"maps";"slices";"encoding/json";"math/rand/v2")
func TestPower(t *testing.T){

 schema:=officialSchema(t); ref:=newJudge(t,schema)
 names := propertyNames(object(decoded(t, string(schema))))
 type dv struct{v any; ok bool}
 var docs []dv
 seen:=map[string]bool{}
 rng:=rand.New(rand.NewPCG(1,1))
 for _,root:=range samples(object(decoded(t,string(schema))),2){
  walk(root,nil,func(p []any,v any){k:=generalised(p,v); if seen[k]{return}; seen[k]=true
   at:=carry(root,p); for _,m:=range mutationsAt(at,names,rng){x:=m.apply(at.value); docs=append(docs,dv{x,ref(x)})}})
 }
 fmt.Println("docs",len(docs))
 rng.Shuffle(len(docs),func(i,j int){docs[i],docs[j]=docs[j],docs[i]})
 base:=decoded(t,collectionOfficial)
 type mut struct{name string; v any}
 var muts []mut
 walk(base,nil,func(p []any,v any){
  o,ok:=v.(map[string]any); if !ok {return}
  if len(p)>0 && (p[len(p)-1]=="properties"||p[len(p)-1]=="definitions") {return}
  del:=func(k string){muts=append(muts,mut{fmt.Sprint(p," -",k),edit(base,p,renameMember(k,""))})}
  for _,k:=range []string{"type","required","enum","const","minimum","maxLength","items","oneOf","anyOf"}{ if _,h:=o[k];h{del(k)}}
  for _,k:=range []string{"oneOf","anyOf","required","enum"}{ if l,h:=o[k].([]any);h{ for i:=range l{ if len(l)==1{continue}
    muts=append(muts,mut{fmt.Sprint(p," -",k,i),edit(base,append(slices.Clip(p),k),func(any)any{return slices.Delete(slices.Clone(l),i,i+1)})})}}}
  if l,h:=o["type"].([]any);h{for i:=range l{muts=append(muts,mut{fmt.Sprint(p," -type",i),edit(base,append(slices.Clip(p),"type"),func(any)any{return slices.Delete(slices.Clone(l),i,i+1)})})}}
  if o["oneOf"]!=nil{ muts=append(muts,mut{fmt.Sprint(p," oneOf->anyOf"),edit(base,p,renameMember("oneOf","anyOf"))})}
  if o["anyOf"]!=nil{ muts=append(muts,mut{fmt.Sprint(p," anyOf->oneOf"),edit(base,p,renameMember("anyOf","oneOf"))})}
  if o["type"]=="integer"{muts=append(muts,mut{fmt.Sprint(p," number"),edit(base,p,setMember("type","number"))})}
  if _,h:=o["minimum"];h{muts=append(muts,mut{fmt.Sprint(p," min1"),edit(base,p,setMember("minimum",json.Number("2")))})}
  if ps,h:=o["properties"].(map[string]any);h{for _,k:=range slices.Sorted(maps.Keys(ps)){muts=append(muts,mut{fmt.Sprint(p," prop-",k),edit(base,append(slices.Clip(p),"properties"),renameMember(k,""))})}}
 })
 fmt.Println("schema mutants",len(muts))
 alive:=0
 for _,m:=range muts{
  b,_:=json.Marshal(m.v); j:=newJudge(t,b); killed:=false
  for _,d:=range docs{ if j(d.v)!=d.ok{killed=true;break}}
  if !killed{alive++;fmt.Println("ALIVE",m.name)}
 }
 fmt.Println("alive",alive)
}
